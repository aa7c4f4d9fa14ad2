import { boundariesVi } from './boundaries-vi.ts'
import { briefingsVi } from './briefings-vi.ts'
import { checklistsVi } from './checklists-vi.ts'
import { consoleVi } from './console-vi.ts'
import { embargoesVi } from './embargoes-vi.ts'
import { eventsVi } from './events-vi.ts'
import { exploreVi } from './explore-vi.ts'
import { forecastVi } from './forecast-vi.ts'
import { layoutsVi } from './layouts-vi.ts'
import { makeVi } from './make-vi.ts'
import { notesVi } from './notes-vi.ts'
import { openVi } from './open-vi.ts'
import { outVi } from './out-vi.ts'
import { paletteVi } from './palette-vi.ts'
import { qualityVi } from './quality-vi.ts'
import { reportingVi } from './reporting-vi.ts'
import { rulesVi } from './rules-vi.ts'
import { runsVi } from './runs-vi.ts'
import { savedVi } from './saved-vi.ts'
import { screensVi } from './screens-vi.ts'
import { toldVi } from './told-vi.ts'
import { usualVi } from './usual-vi.ts'

/** What is said at the desk alone: no wall need load it. */
export const deskVi = {
  told: toldVi,
  boundaries: boundariesVi,
  briefings: briefingsVi,
  checklists: checklistsVi,
  console: consoleVi,
  embargoes: embargoesVi,
  events: eventsVi,
  explore: exploreVi,
  forecast: forecastVi,
  usual: usualVi,
  notes: notesVi,
  quality: qualityVi,
  layouts: layoutsVi,
  make: makeVi,
  open: openVi,
  out: outVi,
  palette: paletteVi,
  reporting: reportingVi,
  rules: rulesVi,
  runs: runsVi,
  saved: savedVi,
  screens: screensVi,
}

/** The same shape with any sentences: what another language must fill. */
export type DeskText = typeof deskVi
