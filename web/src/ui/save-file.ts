import type { ExportAsk } from '@ioc/server/contract'
import { sendJson } from '../api/send.ts'

const KEPT_MS = 60_000

/** Puts a file made here where this browser keeps what it downloads, once the audit has been told. */
export async function saveFile(file: Blob, name: string): Promise<void> {
  const told: ExportAsk = { address: location.pathname + location.search, file: name }
  await sendJson('/api/exports', told)
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS)
}
