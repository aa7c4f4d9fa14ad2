import { accountVi } from './account-vi.ts'
import { accountsVi } from './accounts-vi.ts'
import { alertRulesVi } from './alert-rules-vi.ts'
import { auditVi } from './audit-vi.ts'
import { boundariesVi } from './boundaries-vi.ts'
import { briefingsVi } from './briefings-vi.ts'
import { checklistsVi } from './checklists-vi.ts'
import { consoleVi } from './console-vi.ts'
import { embargoesVi } from './embargoes-vi.ts'
import { eventsVi } from './events-vi.ts'
import { exercisesVi } from './exercises-vi.ts'
import { exploreVi } from './explore-vi.ts'
import { forecastVi } from './forecast-vi.ts'
import { layoutsVi } from './layouts-vi.ts'
import { makeVi } from './make-vi.ts'
import { notesVi } from './notes-vi.ts'
import { openVi } from './open-vi.ts'
import { operationsVi } from './operations-vi.ts'
import { outVi } from './out-vi.ts'
import { paletteVi } from './palette-vi.ts'
import { proposalsVi } from './proposals-vi.ts'
import { qualityVi } from './quality-vi.ts'
import { reportingVi } from './reporting-vi.ts'
import { rulesVi } from './rules-vi.ts'
import { runsVi } from './runs-vi.ts'
import { savedVi } from './saved-vi.ts'
import { screensVi } from './screens-vi.ts'
import { signInVi } from './sign-in-vi.ts'
import { signoffVi } from './signoff-vi.ts'
import { toldVi } from './told-vi.ts'
import { usualVi } from './usual-vi.ts'

/** What is said at the desk alone: no wall need load it. */
export const deskVi = {
  account: accountVi,
  accounts: accountsVi,
  'alerts.rules': alertRulesVi,
  audit: auditVi,
  operations: operationsVi,
  told: toldVi,
  boundaries: boundariesVi,
  briefings: briefingsVi,
  checklists: checklistsVi,
  console: consoleVi,
  embargoes: embargoesVi,
  events: eventsVi,
  exercises: exercisesVi,
  explore: exploreVi,
  forecast: forecastVi,
  usual: usualVi,
  notes: notesVi,
  proposals: proposalsVi,
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
  signoff: signoffVi,
  signIn: signInVi,
}

/** The same shape with any sentences: what another language must fill. */
export type DeskText = typeof deskVi
