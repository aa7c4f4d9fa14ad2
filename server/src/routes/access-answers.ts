import type { Account, ApiToken, AuditFound, Scope, Session, UnitRegistry } from '@ioc/sql'
import type { AccountAnswer, AuditEntry, ScopeSaid, SessionAnswer, TokenAnswer } from '../../contract/index.ts'

export const describeSession = ({ beganAt, seenAt, until, ...session }: Session, own: number | null): SessionAnswer => ({
  ...session,
  beganAt: beganAt.toISOString(),
  seenAt: seenAt.toISOString(),
  until: until.toISOString(),
  isThis: session.id === own,
})

export const describeScope = (units: UnitRegistry, { unit, ...scope }: Scope): ScopeSaid => ({
  ...scope,
  unit: unit === null ? null : units.get(unit).key,
})

/** Throws NotFound where it names no unit. */
export const readScope = (units: UnitRegistry, { unit, ...scope }: ScopeSaid): Scope => ({
  ...scope,
  unit: unit === null ? null : units.find(unit).id,
})

export const describeAccount = (
  units: UnitRegistry,
  { scope, disabledAt, changedAt, madeAt, seenAt, ...account }: Account,
): AccountAnswer => ({
  ...account,
  scope: describeScope(units, scope),
  disabledAt: disabledAt?.toISOString() ?? null,
  changedAt: changedAt.toISOString(),
  madeAt: madeAt.toISOString(),
  seenAt: seenAt?.toISOString() ?? null,
})

export const describeToken = (units: UnitRegistry, { scope, until, madeAt, usedAt, ...token }: ApiToken): TokenAnswer => ({
  ...token,
  scope: describeScope(units, scope),
  until: until.toISOString(),
  madeAt: madeAt.toISOString(),
  usedAt: usedAt?.toISOString() ?? null,
})

export const describeAudit = ({ at, ...entry }: AuditFound): AuditEntry => ({ ...entry, at: at.toISOString() })
