import { z } from 'zod'
import { listedDestinations } from '../../connectors/egress.ts'

const number = (least: number, what: string) =>
  z
    .string()
    .optional()
    .refine((text) => !text || (Number.isFinite(Number(text)) && Number(text) >= least), what)

const url = (protocols: string[], what: string) =>
  z
    .string()
    .optional()
    .refine((text) => !text || (URL.canParse(text) && protocols.includes(new URL(text).protocol)), what)

const destinations = z
  .string()
  .optional()
  .superRefine((text, context) => {
    try {
      listedDestinations(text)
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message })
    }
  })

/** What the environment may say, checked before anything is started. */
const Settings = z.object({
  PORT: z
    .string()
    .optional()
    .refine(
      (text) => !text || (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535),
      'must be a number from 1 to 65535',
    )
    .transform((text) => Number(text || 8080)),
  HOST: z
    .string()
    .optional()
    .transform((text) => text || '127.0.0.1'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent', '']).optional(),
  DATABASE_URL: url(['postgres:', 'postgresql:'], 'must read postgres://user:password@host:port/database'),
  DATABASE_READ_URL: url(['postgres:', 'postgresql:'], 'must read postgres://user:password@host:port/database'),
  IOC_NOTICE_MS: number(0, 'must be a number of milliseconds, such as 1000'),
  REDIS_URL: url(['redis:', 'rediss:'], 'must read redis://host:port'),
  IOC_PRIVATE_SOURCES: destinations,
  IOC_PUBLIC_SOURCES: destinations,
  IOC_SCALE: number(0, 'must be a number such as 0.2'),
  IOC_HISTORY_MONTHS: number(0, 'must be a number of months, such as 24'),
  IOC_SEED: number(0, 'must be a number'),
})

/** Throws one sentence a variable. */
export function readSettings(env: NodeJS.ProcessEnv): z.infer<typeof Settings> {
  const parsed = Settings.safeParse(env)
  if (parsed.success) return parsed.data
  const sentences = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0])
    return `${name} ${issue.code === 'custom' ? issue.message : 'must be trace, debug, info, warn, error, fatal or silent'}; it is «${env[name]}».`
  })
  throw new Error(sentences.join('\n'))
}
