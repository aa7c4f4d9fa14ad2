import { PERMISSIONS, type Permission, ROLES_OF_PEOPLE } from '@ioc/sql/accounts'
import { Classification, Localised } from '@ioc/sql/pack'
import { z } from 'zod'
import { About } from './proposals.ts'
import { instant } from './tiles.ts'

export { PERMISSIONS, type Permission, permissionsOf, ROLES, ROLES_OF_PEOPLE, type Role } from '@ioc/sql/accounts'

const Name = z.string().trim().min(1, 'Ghi họ tên, thêm đơn vị hoặc chức vụ nếu trùng.').max(80)
const Login = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^[a-z0-9][a-z0-9._@-]{1,63}$/,
    'Tên đăng nhập gồm 2–64 chữ không dấu, chữ số và các dấu . _ @ -, bắt đầu bằng chữ hoặc số.',
  )
const Password = z.string().max(1_000)
const Code = z.string().trim().max(20)
const Token = z.string().max(100)
const roles = z.array(z.enum(ROLES_OF_PEOPLE)).max(ROLES_OF_PEOPLE.length)
const permissions = Object.keys(PERMISSIONS) as [Permission, ...Permission[]]

/** What of the house somebody may see, whatever else they may. */
export const ScopeSaid = z.object({
  /** The key of a unit, with all below it and all it came from; null: the whole province. */
  unit: z.string().max(200).nullable(),
  /** Null: every domain. */
  domains: z.array(z.string().max(60)).min(1, 'Chọn ít nhất một lĩnh vực.').max(200).nullable(),
  upTo: Classification,
})
export type ScopeSaid = z.infer<typeof ScopeSaid>

/** What a scope may name. */
export const ScopeChoices = z.object({
  units: z.array(z.object({ key: z.string(), name: z.string() })),
  domains: z.array(z.object({ id: z.string(), title: Localised })),
})
export type ScopeChoices = z.infer<typeof ScopeChoices>

/** Who is signed in, and what they may. */
export const Me = z.object({
  kind: z.enum(['account', 'token', 'screen']),
  name: z.string(),
  /** Of an account; null of a machine or a display. */
  login: z.string().nullable(),
  roles: z.array(z.string()),
  permissions: z.array(z.enum(permissions)),
  scope: ScopeSaid,
  /** What two people publish in this province. */
  reviewed: z.array(About),
  hasPassword: z.boolean(),
  /** Until when they need no password, for they have proved themselves anew at the house that signs people in (/api/me/prove). */
  provedUntil: instant.nullable(),
  hasSecondStep: z.boolean(),
  /** To be set up before anything else may be done. */
  owesSecondStep: z.boolean(),
  /** When they are signed out, however busy; null of a display. */
  until: instant.nullable(),
})
export type Me = z.infer<typeof Me>

export const SignInAsk = z.object({
  login: z.string().trim().max(200),
  password: Password,
  /** Of the second step, once it was asked for: six digits, or a spare code. */
  code: Code.nullable().default(null),
})
export type SignInAsk = z.input<typeof SignInAsk>
/** `code`: the password is right, and the code of the second step is wanted with it. */
export const SignInAnswer = z.discriminatedUnion('step', [
  z.object({ step: z.literal('in'), me: Me }),
  z.object({ step: z.literal('code') }),
])
export type SignInAnswer = z.infer<typeof SignInAnswer>

/** Besides a password. */
export const SignInWays = z.object({ oidc: z.object({ title: z.string() }).nullable() })
export type SignInWays = z.infer<typeof SignInWays>

/** What navigator.credentials is given, and what it gives back (WebAuthn level 3, as JSON). */
export const PasskeyOptions = z.object({ options: z.record(z.string(), z.unknown()) })
export type PasskeyOptions = z.infer<typeof PasskeyOptions>
export const PasskeyShown = z.object({ response: z.record(z.string(), z.unknown()) })
export const KeepPasskeyAsk = z.object({
  name: z.string().trim().min(1, 'Đặt tên cho khóa.').max(80),
  response: PasskeyShown.shape.response,
})
export const PasskeyAnswer = z.object({ id: z.string(), name: z.string(), madeAt: instant, usedAt: instant.nullable() })
export type PasskeyAnswer = z.infer<typeof PasskeyAnswer>

export const OpenInvitationAsk = z.object({ token: Token })
export const InvitationAnswer = z.object({
  name: z.string(),
  login: z.string(),
  /** Of the first administrator, who says both themselves. */
  isFirst: z.boolean(),
})
export type InvitationAnswer = z.infer<typeof InvitationAnswer>
export const AcceptInvitationAsk = z.object({
  token: Token,
  password: Password,
  name: Name.optional(),
  login: Login.optional(),
})
export type AcceptInvitationAsk = z.input<typeof AcceptInvitationAsk>

export const ChangePasswordAsk = z.object({ current: Password, next: Password })
export type ChangePasswordAsk = z.input<typeof ChangePasswordAsk>
export const SessionAnswer = z.object({
  id: z.number(),
  beganAt: instant,
  seenAt: instant,
  until: instant,
  address: z.string(),
  agent: z.string(),
  /** The one this was asked in. */
  isThis: z.boolean(),
})
export type SessionAnswer = z.infer<typeof SessionAnswer>

/** `address`: as the telephone’s application takes it in (otpauth://). */
export const SecondStepBegun = z.object({ secret: z.string(), address: z.string() })
export type SecondStepBegun = z.infer<typeof SecondStepBegun>
export const SecondStepCodeAsk = z.object({ code: Code })
/** Each good once; told now and never again. */
export const SpareCodes = z.object({ codes: z.array(z.string()) })
/** Null of whoever proved themselves anew at the house that signs people in. */
export const PasswordAsk = z.object({ password: Password.nullable() })

export const AccountAnswer = z.object({
  id: z.number(),
  name: z.string(),
  login: z.string(),
  roles: z.array(z.string()),
  scope: ScopeSaid,
  hasPassword: z.boolean(),
  hasSecondStep: z.boolean(),
  disabledAt: instant.nullable(),
  changedAt: instant,
  madeAt: instant,
  seenAt: instant.nullable(),
})
export type AccountAnswer = z.infer<typeof AccountAnswer>
export const MakeAccountAsk = z.object({ name: Name, login: Login, roles, scope: ScopeSaid })
export type MakeAccountAsk = z.input<typeof MakeAccountAsk>
export const ChangeAccountAsk = z.object({ name: Name, roles, scope: ScopeSaid, seen: instant })
export type ChangeAccountAsk = z.input<typeof ChangeAccountAsk>
/** The link to hand to the account’s owner is `/sign-in#` with the token behind it. */
export const Invited = z.object({ account: z.number(), token: z.string(), until: instant })
export type Invited = z.infer<typeof Invited>

export const TokenAnswer = z.object({
  id: z.number(),
  name: z.string(),
  permissions: z.array(z.string()),
  scope: ScopeSaid,
  until: instant,
  madeAt: instant,
  madeBy: z.string(),
  usedAt: instant.nullable(),
})
export type TokenAnswer = z.infer<typeof TokenAnswer>
export const MakeTokenAsk = z.object({
  name: Name,
  permissions: z.array(z.enum(permissions)).min(1, 'Chọn ít nhất một quyền.').max(permissions.length),
  scope: ScopeSaid,
  days: z.number().int().min(1).max(366),
})
export type MakeTokenAsk = z.input<typeof MakeTokenAsk>
/** Told now and never again. */
export const TokenMade = z.object({ id: z.number(), token: z.string() })

/** What a page shows, by its address, and the name of the file it is saved as. */
export const ExportAsk = z.object({ address: z.string().max(4_000), file: z.string().min(1).max(300) })
export type ExportAsk = z.infer<typeof ExportAsk>

export const AuditEntry = z.object({
  id: z.number(),
  at: instant,
  actor: z.looseObject({ kind: z.string(), name: z.string(), address: z.string().optional() }),
  action: z.string(),
  entity: z.string(),
  entityId: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
})
export type AuditEntry = z.infer<typeof AuditEntry>
export const AuditAnswer = z.object({
  entries: z.array(AuditEntry),
  /** The id to go on from; null at the end. */
  next: z.number().nullable(),
})
export type AuditAnswer = z.infer<typeof AuditAnswer>
