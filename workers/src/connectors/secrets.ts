import { SourceFault } from './fault.ts'

/** A secret as configured, or as an environment variable holds it. Only variables meant for feeds: not our own database's. */
export function reveal(value: string): string {
  const name = /^env:(\w+)$/.exec(value)?.[1]
  if (!name) return value
  if (!name.startsWith(PREFIX))
    throw new SourceFault(`Biến môi trường cho nguồn tin phải có tên bắt đầu bằng ${PREFIX}.`, { retry: false, step: 'sign-in' })
  const secret = process.env[name]
  if (!secret) throw new SourceFault(`Chưa đặt biến môi trường ${name} cho nguồn tin này.`, { retry: false, step: 'sign-in' })
  return secret
}

/** An address fit to show: no user, no password, no value of a parameter that sounds like a key. */
export function showUrl(url: URL): string {
  const shown = new URL(url)
  shown.username = ''
  shown.password = ''
  for (const name of new Set(shown.searchParams.keys())) if (SOUNDS_SECRET.test(name)) shown.searchParams.set(name, '***')
  return shown.href
}

const PREFIX = 'IOC_SECRET_'
const SOUNDS_SECRET = /key|token|secret|pass|pwd|sig|auth|mat_?khau/i
