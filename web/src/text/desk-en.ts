import { boundariesEn } from './boundaries-en.ts'
import { briefingsEn } from './briefings-en.ts'
import { checklistsEn } from './checklists-en.ts'
import { consoleEn } from './console-en.ts'
import type { DeskText } from './desk-vi.ts'
import { embargoesEn } from './embargoes-en.ts'
import { eventsEn } from './events-en.ts'
import { exploreEn } from './explore-en.ts'
import { forecastEn } from './forecast-en.ts'
import { layoutsEn } from './layouts-en.ts'
import { makeEn } from './make-en.ts'
import { notesEn } from './notes-en.ts'
import { openEn } from './open-en.ts'
import { outEn } from './out-en.ts'
import { paletteEn } from './palette-en.ts'
import { qualityEn } from './quality-en.ts'
import { reportingEn } from './reporting-en.ts'
import { rulesEn } from './rules-en.ts'
import { runsEn } from './runs-en.ts'
import { savedEn } from './saved-en.ts'
import { screensEn } from './screens-en.ts'
import { toldEn } from './told-en.ts'
import { usualEn } from './usual-en.ts'

/** What is said at the desk alone: no wall need load it. */
export const deskEn: DeskText = {
  told: toldEn,
  boundaries: boundariesEn,
  briefings: briefingsEn,
  checklists: checklistsEn,
  console: consoleEn,
  embargoes: embargoesEn,
  events: eventsEn,
  explore: exploreEn,
  forecast: forecastEn,
  usual: usualEn,
  notes: notesEn,
  quality: qualityEn,
  layouts: layoutsEn,
  make: makeEn,
  open: openEn,
  out: outEn,
  palette: paletteEn,
  reporting: reportingEn,
  rules: rulesEn,
  runs: runsEn,
  saved: savedEn,
  screens: screensEn,
}
