import { createReadStream } from 'node:fs'
import type { RedactBody } from '../format.ts'
import { answersOf, withFile } from './read.ts'
import type { WorkbookSettings } from './settings.ts'

/**
 * The same tables in a new workbook of plain cells: columns emptied and texts masked, every row where it stood. Of what a feed
 * does not read (other sheets, cells outside of the table but those it takes as columns, notes, drawings) nothing is kept.
 */
export const redactBody: RedactBody<WorkbookSettings> = (page, settings, redaction) =>
  withFile(page, settings, async function* (path) {
    const to = `${path}-stripped`
    for await (const _ of answersOf({ path, name: page.name, settings, strip: { redaction, to } }, settings));
    yield* createReadStream(to)
  })
