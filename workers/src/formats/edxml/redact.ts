import { sealsNothing } from '../../redaction/redaction.ts'
import { redactedXml } from '../../xml/redact.ts'
import type { RedactBody } from '../format.ts'
import { openPage } from './page.ts'
import type { EdxmlSettings } from './settings.ts'

export const seals = true

/** The same packets with elements emptied, sealed or masked. A page that is no sound XML is refused and never stored. */
export const redactBody: RedactBody<EdxmlSettings> = async function* (page, { maxMegabytes }, redaction, seal = sealsNothing) {
  yield redactedXml(await openPage(page, maxMegabytes), redaction, seal)
}
