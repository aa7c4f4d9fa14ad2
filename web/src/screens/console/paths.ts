import { Counted, HeldStatus } from '@ioc/server/contract'

/** Where in the console a person is, read off the address. */
export type Place =
  | { screen: 'feeds' }
  | { screen: 'new' }
  | { screen: 'draft'; draft: number }
  | { screen: OfFeed; feed: string }
  | ({ screen: 'held'; feed: string } & HeldFilter)
  | { screen: 'run'; feed: string; run: number; counted: Counted }
  | { screen: 'reports' }
  | ({ screen: 'report' } & ReportPlace)
  | { screen: 'quality'; of: string | null }
  | { screen: 'alerts' }
  | { screen: 'alert'; alert: number }
  | { screen: 'alert-rules' }
  | { screen: AlertDesk }
  | { screen: 'directives' }
  | { screen: 'directive'; directive: number }
  | { screen: 'new-directive' }
  | { screen: 'checklists' }
  | { screen: 'checklist'; checklist: number }
  | { screen: 'checklist-report'; checklist: number }
  | { screen: 'alert-rule'; rule: string | null }
  | { screen: 'rules' }
  | { screen: 'rule'; kind: string; rule: string }
  | { screen: 'lost' }

/** Held rows in one state that break one rule, by its id. */
export interface HeldFilter {
  status: HeldStatus
  code: string
}

/** Which report: of a form, by a unit, for the period that begins on a day. */
export interface ReportPlace {
  template: string
  unit: string
  period: string
}

const ALERT_DESKS = ['recipients', 'messages', 'channels'] as const
type AlertDesk = (typeof ALERT_DESKS)[number]

const OF_FEED = ['runs', 'held', 'told', 'versions', 'lineage', 'enter'] as const
type OfFeed = (typeof OF_FEED)[number]

export const CONSOLE = '/console'

export function placeOf(path: string): Place {
  const [feeds = 'feeds', feed, screen = 'runs', ...rest] = path
    .slice(CONSOLE.length)
    .split('/')
    .filter(Boolean)
    .map(decodeURIComponent)
  if (feeds === 'reports') return reportPlaceOf(feed, screen, rest)
  if (feeds === 'new' && feed === undefined) return { screen: 'new' }
  if (feeds === 'drafts' && /^\d{1,15}$/.test(feed ?? '') && screen === 'runs') return { screen: 'draft', draft: Number(feed) }
  if (feeds === 'quality' && screen === 'runs' && rest.length === 0) return { screen: 'quality', of: feed ?? null }
  if (feeds === 'alerts')
    return alertPlaceOf(path.slice(CONSOLE.length).split('/').filter(Boolean).slice(1).map(decodeURIComponent))
  if (feeds === 'directives' && screen === 'runs' && rest.length === 0) return directivePlaceOf(feed)
  if (feeds === 'checklists') return checklistPlaceOf(path.slice(CONSOLE.length).split('/').filter(Boolean).slice(1))
  if (feeds === 'rules' && feed === undefined) return { screen: 'rules' }
  if (feeds === 'rules' && feed !== undefined && path.split('/').filter(Boolean).length === 4 && rest.length === 0)
    return { screen: 'rule', kind: feed, rule: screen }
  const [run = '', counted = 'read', ...more] = rest
  const isCounted = Counted.safeParse(counted)
  if (
    feeds === 'feeds' &&
    feed !== undefined &&
    screen === 'runs' &&
    /^\d{1,15}$/.test(run) &&
    isCounted.success &&
    more.length === 0
  )
    return { screen: 'run', feed, run: Number(run), counted: isCounted.data }
  const [status, code = ''] = rest
  const isStatus = HeldStatus.safeParse(status)
  if (feeds === 'feeds' && feed !== undefined && screen === 'held' && isStatus.success && code !== '' && rest.length === 2)
    return { screen: 'held', feed, status: isStatus.data, code }
  if (feeds !== 'feeds' || rest.length > 0) return { screen: 'lost' }
  if (feed === undefined) return { screen: 'feeds' }
  const found = OF_FEED.find((each) => each === screen)
  return found ? { screen: found, feed } : { screen: 'lost' }
}

function alertPlaceOf([first, second, ...more]: string[]): Place {
  if (more.length > 0) return { screen: 'lost' }
  if (first === undefined) return { screen: 'alerts' }
  if (first === 'rules') return second === undefined ? { screen: 'alert-rules' } : { screen: 'alert-rule', rule: second }
  if (first === 'new' && second === undefined) return { screen: 'alert-rule', rule: null }
  const desk = ALERT_DESKS.find((each) => each === first)
  if (desk && second === undefined) return { screen: desk }
  return /^\d{1,15}$/.test(first) && second === undefined ? { screen: 'alert', alert: Number(first) } : { screen: 'lost' }
}

function directivePlaceOf(directive: string | undefined): Place {
  if (directive === undefined) return { screen: 'directives' }
  if (directive === 'new') return { screen: 'new-directive' }
  return /^\d{1,15}$/.test(directive) ? { screen: 'directive', directive: Number(directive) } : { screen: 'lost' }
}

function checklistPlaceOf([checklist, report, ...more]: string[]): Place {
  if (checklist === undefined) return { screen: 'checklists' }
  if (!/^\d{1,15}$/.test(checklist) || more.length > 0) return { screen: 'lost' }
  if (report === undefined) return { screen: 'checklist', checklist: Number(checklist) }
  return report === 'report' ? { screen: 'checklist-report', checklist: Number(checklist) } : { screen: 'lost' }
}

function reportPlaceOf(template: string | undefined, unit: string, [period, ...more]: string[]): Place {
  if (template === undefined) return { screen: 'reports' }
  if (period === undefined || !/^\d{4}-\d\d-\d\d$/.test(period) || more.length > 0) return { screen: 'lost' }
  return { screen: 'report', template, unit, period }
}

export const pathTo = {
  feeds: () => `${CONSOLE}/feeds`,
  quality: (feed?: string) => `${CONSOLE}/quality${feed === undefined ? '' : `/${encodeURIComponent(feed)}`}`,
  alerts: () => `${CONSOLE}/alerts`,
  alert: (alert: number) => `${CONSOLE}/alerts/${alert}`,
  alertRules: () => `${CONSOLE}/alerts/rules`,
  alertRule: (rule: string) => `${CONSOLE}/alerts/rules/${encodeURIComponent(rule)}`,
  directives: () => `${CONSOLE}/directives`,
  directive: (directive: number) => `${CONSOLE}/directives/${directive}`,
  newDirective: () => `${CONSOLE}/directives/new`,
  checklists: () => `${CONSOLE}/checklists`,
  checklist: (checklist: number) => `${CONSOLE}/checklists/${checklist}`,
  checklistReport: (checklist: number) => `${CONSOLE}/checklists/${checklist}/report`,
  recipients: () => `${CONSOLE}/alerts/recipients`,
  messages: () => `${CONSOLE}/alerts/messages`,
  channels: () => `${CONSOLE}/alerts/channels`,
  newAlertRule: () => `${CONSOLE}/alerts/new`,
  rules: () => `${CONSOLE}/rules`,
  rule: (kind: string, rule: string) => `${CONSOLE}/rules/${encodeURIComponent(kind)}/${encodeURIComponent(rule)}`,
  newFeed: () => `${CONSOLE}/new`,
  draft: (draft: number) => `${CONSOLE}/drafts/${draft}`,
  versions: (feed: string) => `${CONSOLE}/feeds/${encodeURIComponent(feed)}/versions`,
  runs: (feed: string) => `${CONSOLE}/feeds/${encodeURIComponent(feed)}`,
  run: (feed: string, run: number, counted: Counted = 'read') =>
    `${CONSOLE}/feeds/${encodeURIComponent(feed)}/runs/${run}/${counted}`,
  held: (feed: string, only?: HeldFilter) =>
    `${CONSOLE}/feeds/${encodeURIComponent(feed)}/held${only ? `/${only.status}/${encodeURIComponent(only.code)}` : ''}`,
  told: (feed: string) => `${CONSOLE}/feeds/${encodeURIComponent(feed)}/told`,
  reports: () => `${CONSOLE}/reports`,
  report: ({ template, unit, period }: ReportPlace) =>
    `${CONSOLE}/reports/${encodeURIComponent(template)}/${encodeURIComponent(unit)}/${period}`,
  enter: (feed: string) => `${CONSOLE}/feeds/${encodeURIComponent(feed)}/enter`,
  lineage: (feed: string) => `${CONSOLE}/feeds/${encodeURIComponent(feed)}/lineage`,
}

/** Which held rows a place is of, where it is not of all. */
export function onlyOf(place: Place): HeldFilter | undefined {
  return 'status' in place ? { status: place.status, code: place.code } : undefined
}
