import { maskIdentifiers } from '@ioc/sql'
import { type Redaction, type Seal, strictestOf, type Treatment, treatmentOf } from '../redaction/redaction.ts'
import { inAnyCase } from '../values/text.ts'
import { writeXml, type XmlElement } from './parse.ts'

/** The same page with elements and attributes emptied, sealed or masked. */
export function redactedXml(root: XmlElement, redaction: Redaction, seal: Seal): Buffer {
  redact(root, [], null, { redaction, seal })
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${writeXml(root)}\n`)
}

interface By {
  redaction: Redaction
  seal: Seal
}

function redact(element: XmlElement, above: string[], inherited: Treatment | null, by: By): void {
  const { redaction } = by
  const names = [...above, element.name]
  const treatment = strictestOf([treatmentOf(redaction, names, inAnyCase), inherited])
  for (const [name, text] of Object.entries(element.attributes)) {
    const named = treatmentOfAttribute(redaction, above, element.name, name.slice(name.indexOf(':') + 1))
    const own = strictestOf([named, treatment])
    if (own !== null && !isNamespace(name)) element.attributes[name] = treat(text, own, by.seal)
  }
  if (treatment === 'drop') {
    element.children = []
    element.text = ''
    return
  }
  if (treatment !== null) element.text = treat(element.text, treatment, by.seal)
  for (const child of element.children) redact(child, names, treatment, by)
}

function treat(text: string, treatment: Treatment, seal: Seal): string {
  if (treatment === 'drop') return ''
  return treatment === 'seal' ? seal(text) : maskIdentifiers(text)
}

/** By its own name, and by the names under which a record has it: `@name`, or `child@name` beside a child. */
function treatmentOfAttribute(redaction: Redaction, above: string[], element: string, attribute: string): Treatment | null {
  const ways = [
    [...above, element, attribute],
    [...above, element, `@${attribute}`],
    [...above, `${element}@${attribute}`],
  ]
  return strictestOf(ways.map((names) => treatmentOf(redaction, names, inAnyCase)))
}

export function isNamespace(attribute: string): boolean {
  return attribute === 'xmlns' || attribute.startsWith('xmlns:')
}
