import type { Permission } from '@ioc/server/contract'

/** What each section of the desk is for: whoever may do none of it is not led there. The server decides all the same. */
export const NEEDED = {
  alerts: ['alerts.read'],
  alertRules: ['alerts.read'],
  recipients: ['alerts.read'],
  messages: ['alerts.read'],
  channels: ['people.manage'],
  directives: ['directives.read'],
  checklists: ['alerts.read'],
  exercises: ['alerts.read'],
  feeds: ['feeds.read'],
  newFeed: ['feeds.make'],
  enter: ['reports.enter'],
  held: ['held.mend'],
  screens: ['screens.order'],
  layouts: ['layouts.write'],
  boundaries: ['boundaries.write'],
  embargoes: ['embargoes.set'],
  events: ['figures.read'],
  briefings: ['briefings.read'],
  signoff: ['figures.read'],
  reports: ['reports.enter', 'reports.decide'],
  quality: ['feeds.read'],
  rules: ['feeds.read'],
  proposals: ['changes.decide', 'meanings.write', 'feeds.make', 'alerts.rule'],
  accounts: ['accounts.manage'],
  tokens: ['accounts.manage'],
  audit: ['audit.read'],
  operations: ['operations.read'],
} as const satisfies Record<string, readonly Permission[]>

export type Section = keyof typeof NEEDED
