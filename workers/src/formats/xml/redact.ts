import { sealsNothing } from '../../redaction/redaction.ts'
import { redactedXml } from '../../xml/redact.ts'
import type { RedactBody } from '../format.ts'
import { openPage } from './read.ts'
import type { XmlSettings } from './settings.ts'

export const seals = true

/** The same records with fields emptied, sealed or masked. A page that is no sound XML is refused and never stored. */
export const redactBody: RedactBody<XmlSettings> = async function* (page, settings, redaction, seal = sealsNothing) {
  yield redactedXml(await openPage(page, settings), redaction, seal)
}
