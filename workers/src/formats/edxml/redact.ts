import { redactedXml } from '../../xml/redact.ts'
import type { RedactBody } from '../format.ts'
import { openPage } from './page.ts'
import type { EdxmlSettings } from './settings.ts'

/** The same packets with elements emptied and texts masked. A page that is no sound XML is refused and never stored. */
export const redactBody: RedactBody<EdxmlSettings> = async function* (page, { maxMegabytes }, redaction) {
  yield redactedXml(await openPage(page, maxMegabytes), redaction)
}
