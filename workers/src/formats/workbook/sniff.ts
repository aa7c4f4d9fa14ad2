import { open } from 'node:fs/promises'

export type FileKind = 'xls' | 'xlsx' | 'html' | 'text'

/** What a file is by its first bytes; its name is only what someone called it. */
export async function sniff(path: string): Promise<FileKind> {
  const file = await open(path)
  const head = Buffer.alloc(1_024)
  const { bytesRead } = await file.read(head).finally(() => file.close())
  const magic = head.subarray(0, 4).toString('hex')
  if (magic === 'd0cf11e0' || /^09(00|02|04|08)/.test(magic)) return 'xls'
  if (magic === '504b0304') return 'xlsx'
  const text = head.subarray(0, bytesRead).toString('latin1').replaceAll('\0', '')
  return /<(html|table|!doctype html|workbook|\?mso-application)/i.test(text) ? 'html' : 'text'
}
