import { accountEn } from './account-en.ts'
import { accountsEn } from './accounts-en.ts'
import { alertRulesEn } from './alert-rules-en.ts'
import { auditEn } from './audit-en.ts'
import { boundariesEn } from './boundaries-en.ts'
import { briefingsEn } from './briefings-en.ts'
import { checklistsEn } from './checklists-en.ts'
import { consoleEn } from './console-en.ts'
import type { DeskText } from './desk-vi.ts'
import { embargoesEn } from './embargoes-en.ts'
import { eventsEn } from './events-en.ts'
import { exercisesEn } from './exercises-en.ts'
import { exploreEn } from './explore-en.ts'
import { forecastEn } from './forecast-en.ts'
import { layoutsEn } from './layouts-en.ts'
import { makeEn } from './make-en.ts'
import { notesEn } from './notes-en.ts'
import { openEn } from './open-en.ts'
import { operationsEn } from './operations-en.ts'
import { outEn } from './out-en.ts'
import { paletteEn } from './palette-en.ts'
import { proposalsEn } from './proposals-en.ts'
import { qualityEn } from './quality-en.ts'
import { reportingEn } from './reporting-en.ts'
import { rulesEn } from './rules-en.ts'
import { runsEn } from './runs-en.ts'
import { savedEn } from './saved-en.ts'
import { screensEn } from './screens-en.ts'
import { signInEn } from './sign-in-en.ts'
import { signoffEn } from './signoff-en.ts'
import { toldEn } from './told-en.ts'
import { usualEn } from './usual-en.ts'

/** What is said at the desk alone: no wall need load it. */
export const deskEn: DeskText = {
  account: accountEn,
  accounts: accountsEn,
  'alerts.rules': alertRulesEn,
  audit: auditEn,
  operations: operationsEn,
  told: toldEn,
  boundaries: boundariesEn,
  briefings: briefingsEn,
  checklists: checklistsEn,
  console: consoleEn,
  embargoes: embargoesEn,
  events: eventsEn,
  exercises: exercisesEn,
  explore: exploreEn,
  forecast: forecastEn,
  usual: usualEn,
  notes: notesEn,
  proposals: proposalsEn,
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
  signoff: signoffEn,
  signIn: signInEn,
}
