import { maskIdentifiers } from '@ioc/sql'
import { type Redaction, type Treatment, treatmentOf } from '../redaction/redaction.ts'
import { nfc } from '../values/text.ts'
import { writeXml, type XmlElement } from './parse.ts'

/** The same page with elements and attributes emptied and texts masked. */
export function redactedXml(root: XmlElement, redaction: Redaction): Buffer {
  redact(root, [], null, redaction)
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${writeXml(root)}\n`)
}

function redact(element: XmlElement, above: string[], inherited: Treatment | null, redaction: Redaction): void {
  const names = [...above, element.name]
  const treatment = treatmentOf(redaction, names, nfc) ?? inherited
  for (const [name, text] of Object.entries(element.attributes)) {
    const own = treatmentOfAttribute(redaction, above, element.name, name.slice(name.indexOf(':') + 1)) ?? treatment
    if (own !== null && !isNamespace(name)) element.attributes[name] = own === 'drop' ? '' : maskIdentifiers(text)
  }
  if (treatment === 'drop') {
    element.children = []
    element.text = ''
    return
  }
  if (treatment === 'mask') element.text = maskIdentifiers(element.text)
  for (const child of element.children) redact(child, names, treatment, redaction)
}

/** By its own name, and by the names under which a record has it: `@name`, or `child@name` beside a child. */
function treatmentOfAttribute(redaction: Redaction, above: string[], element: string, attribute: string): Treatment | null {
  const ways = [
    [...above, element, attribute],
    [...above, element, `@${attribute}`],
    [...above, `${element}@${attribute}`],
  ]
  const found = ways.map((names) => treatmentOf(redaction, names, nfc))
  return found.includes('drop') ? 'drop' : found.includes('mask') ? 'mask' : null
}

export function isNamespace(attribute: string): boolean {
  return attribute === 'xmlns' || attribute.startsWith('xmlns:')
}
