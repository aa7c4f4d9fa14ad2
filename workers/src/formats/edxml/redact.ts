import { maskIdentifiers } from '@ioc/sql'
import { type Redaction, type Treatment, treatmentOf } from '../../redaction/redaction.ts'
import { nfc } from '../../values/text.ts'
import { writeXml, type XmlElement } from '../../xml/parse.ts'
import type { RedactBody } from '../format.ts'
import { openPage } from './page.ts'
import type { EdxmlSettings } from './settings.ts'

/** The same packets with elements emptied and texts masked. A page that is no sound XML is refused and never stored. */
export const redactBody: RedactBody<EdxmlSettings> = async function* (page, { maxMegabytes }, redaction) {
  const root = await openPage(page, maxMegabytes)
  redact(root, [], null, redaction)
  yield Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${writeXml(root)}\n`)
}

function redact(element: XmlElement, above: string[], inherited: Treatment | null, redaction: Redaction): void {
  const names = [...above, element.name]
  const treatment = treatmentOf(redaction, names, nfc) ?? inherited
  if (treatment === 'drop') {
    element.children = []
    element.text = ''
    return
  }
  if (treatment === 'mask') element.text = maskIdentifiers(element.text)
  for (const child of element.children) redact(child, names, treatment, redaction)
}
