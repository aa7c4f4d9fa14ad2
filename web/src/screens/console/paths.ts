import { Counted, HeldStatus } from '@ioc/server/contract'
import { EXERCISE_CONSOLE, isExercised } from '../../api/world.ts'
import { CONSOLE } from './root.ts'

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
  | { screen: 'signoff'; round: string | null }
  | ({ screen: 'signoff-period' } & SignoffPlace)
  | { screen: 'quality'; of: string | null }
  | { screen: 'alerts' }
  | { screen: 'alert'; alert: number }
  | { screen: 'alert-rules' }
  | { screen: AlertDesk }
  | { screen: 'directives' }
  | { screen: 'directive'; directive: number }
  | { screen: 'new-directive' }
  | { screen: 'exercises' }
  | { screen: 'exercise-report'; exercise: number }
  | { screen: 'checklists' }
  | { screen: 'checklist'; checklist: number }
  | { screen: 'checklist-report'; checklist: number }
  | { screen: 'alert-rule'; rule: string | null }
  | { screen: 'screens' }
  | { screen: 'boundaries' }
  | { screen: 'remote'; display: number }
  | { screen: 'embargoes' }
  | { screen: 'briefings' }
  | { screen: 'briefing'; made: number }
  | { screen: 'events' }
  | { screen: 'layouts' }
  | { screen: 'scene'; scene: string }
  | { screen: 'playlist'; playlist: string }
  | { screen: 'rules' }
  | { screen: 'rule'; kind: string; rule: string }
  | { screen: 'proposals' }
  | { screen: 'proposal'; proposal: number }
  | { screen: 'accounts' }
  | { screen: 'tokens' }
  | { screen: 'audit' }
  | { screen: 'operations' }
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

/** Whose figures: of a round, of a unit, for the period that begins on a day. */
export interface SignoffPlace {
  round: string
  unit: string
  period: string
}

const ALERT_DESKS = ['recipients', 'messages', 'channels'] as const
type AlertDesk = (typeof ALERT_DESKS)[number]

const OF_FEED = ['runs', 'held', 'told', 'versions', 'lineage', 'enter'] as const
type OfFeed = (typeof OF_FEED)[number]

/** Where the console of this page begins: an exercise has one of its own. */
const base = () => (isExercised() ? EXERCISE_CONSOLE : CONSOLE)

export function placeOf(address: string): Place {
  const path = address.startsWith(`${EXERCISE_CONSOLE}/`) ? `${CONSOLE}${address.slice(EXERCISE_CONSOLE.length)}` : address
  if (path === EXERCISE_CONSOLE) return { screen: 'alerts' }
  const [feeds = 'feeds', feed, screen = 'runs', ...rest] = path
    .slice(CONSOLE.length)
    .split('/')
    .filter(Boolean)
    .map(decodeURIComponent)
  if (feeds === 'reports') return reportPlaceOf(feed, screen, rest)
  if (feeds === 'signoff')
    return signoffPlaceOf(path.slice(CONSOLE.length).split('/').filter(Boolean).slice(1).map(decodeURIComponent))
  if (feeds === 'new' && feed === undefined) return { screen: 'new' }
  if (feeds === 'drafts' && /^\d{1,15}$/.test(feed ?? '') && screen === 'runs') return { screen: 'draft', draft: Number(feed) }
  if (feeds === 'quality' && screen === 'runs' && rest.length === 0) return { screen: 'quality', of: feed ?? null }
  if (feeds === 'alerts')
    return alertPlaceOf(path.slice(CONSOLE.length).split('/').filter(Boolean).slice(1).map(decodeURIComponent))
  if (feeds === 'directives' && screen === 'runs' && rest.length === 0) return directivePlaceOf(feed)
  if (feeds === 'screens' && screen === 'runs' && rest.length === 0) return screenPlaceOf(feed)
  if (feeds === 'boundaries' && feed === undefined) return { screen: 'boundaries' }
  if (feeds === 'layouts') return layoutPlaceOf(path.slice(CONSOLE.length).split('/').filter(Boolean).slice(1))
  if (feeds === 'exercises') return exercisePlaceOf(path.slice(CONSOLE.length).split('/').filter(Boolean).slice(1))
  if (feeds === 'checklists') return checklistPlaceOf(path.slice(CONSOLE.length).split('/').filter(Boolean).slice(1))
  if (feeds === 'proposals' && screen === 'runs' && rest.length === 0) return proposalPlaceOf(feed)
  if (feeds === 'briefings' && screen === 'runs' && rest.length === 0) return briefingPlaceOf(feed)
  if (feeds === 'accounts' && feed === undefined) return { screen: 'accounts' }
  if (feeds === 'tokens' && feed === undefined) return { screen: 'tokens' }
  if (feeds === 'audit' && feed === undefined) return { screen: 'audit' }
  if (feeds === 'operations' && feed === undefined) return { screen: 'operations' }
  if (feeds === 'embargoes' && feed === undefined) return { screen: 'embargoes' }
  if (feeds === 'events' && feed === undefined) return { screen: 'events' }
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

function layoutPlaceOf([kind, id, ...more]: string[]): Place {
  if (kind === undefined) return { screen: 'layouts' }
  if (id === undefined || more.length > 0 || !/^[a-z0-9-]{1,64}$/.test(id)) return { screen: 'lost' }
  if (kind === 'scenes') return { screen: 'scene', scene: id }
  return kind === 'playlists' ? { screen: 'playlist', playlist: id } : { screen: 'lost' }
}

function directivePlaceOf(directive: string | undefined): Place {
  if (directive === undefined) return { screen: 'directives' }
  if (directive === 'new') return { screen: 'new-directive' }
  return /^\d{1,15}$/.test(directive) ? { screen: 'directive', directive: Number(directive) } : { screen: 'lost' }
}

function proposalPlaceOf(proposal: string | undefined): Place {
  if (proposal === undefined) return { screen: 'proposals' }
  return /^\d{1,15}$/.test(proposal) ? { screen: 'proposal', proposal: Number(proposal) } : { screen: 'lost' }
}

function briefingPlaceOf(made: string | undefined): Place {
  if (made === undefined) return { screen: 'briefings' }
  return /^\d{1,15}$/.test(made) ? { screen: 'briefing', made: Number(made) } : { screen: 'lost' }
}

function screenPlaceOf(display: string | undefined): Place {
  if (display === undefined) return { screen: 'screens' }
  return /^\d{1,15}$/.test(display) ? { screen: 'remote', display: Number(display) } : { screen: 'lost' }
}

/** One exercise is led where they all stand; what it came to is its report. */
function exercisePlaceOf([exercise, report, ...more]: string[]): Place {
  if (exercise === undefined) return { screen: 'exercises' }
  if (!/^\d{1,15}$/.test(exercise) || more.length > 0) return { screen: 'lost' }
  if (report === undefined) return { screen: 'exercises' }
  return report === 'report' ? { screen: 'exercise-report', exercise: Number(exercise) } : { screen: 'lost' }
}

function checklistPlaceOf([checklist, report, ...more]: string[]): Place {
  if (checklist === undefined) return { screen: 'checklists' }
  if (!/^\d{1,15}$/.test(checklist) || more.length > 0) return { screen: 'lost' }
  if (report === undefined) return { screen: 'checklist', checklist: Number(checklist) }
  return report === 'report' ? { screen: 'checklist-report', checklist: Number(checklist) } : { screen: 'lost' }
}

function signoffPlaceOf([round, unit, period, ...more]: string[]): Place {
  if (unit === undefined) return { screen: 'signoff', round: round ?? null }
  if (round !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(period ?? '') && more.length === 0)
    return { screen: 'signoff-period', round, unit, period: period as string }
  return { screen: 'lost' }
}

function reportPlaceOf(template: string | undefined, unit: string, [period, ...more]: string[]): Place {
  if (template === undefined) return { screen: 'reports' }
  if (period === undefined || !/^\d{4}-\d\d-\d\d$/.test(period) || more.length > 0) return { screen: 'lost' }
  return { screen: 'report', template, unit, period }
}

export const pathTo = {
  feeds: () => `${base()}/feeds`,
  quality: (feed?: string) => `${base()}/quality${feed === undefined ? '' : `/${encodeURIComponent(feed)}`}`,
  alerts: () => `${base()}/alerts`,
  alert: (alert: number) => `${base()}/alerts/${alert}`,
  alertRules: () => `${base()}/alerts/rules`,
  alertRule: (rule: string) => `${base()}/alerts/rules/${encodeURIComponent(rule)}`,
  directives: () => `${base()}/directives`,
  directive: (directive: number) => `${base()}/directives/${directive}`,
  newDirective: () => `${base()}/directives/new`,
  briefings: () => `${base()}/briefings`,
  briefing: (made: number) => `${base()}/briefings/${made}`,
  boundaries: () => `${base()}/boundaries`,
  screens: () => `${base()}/screens`,
  screen: (display: number) => `${base()}/screens/${display}`,
  layouts: () => `${base()}/layouts`,
  layout: (kind: 'scenes' | 'playlists', id: string) => `${base()}/layouts/${kind}/${id}`,
  exercises: () => `${base()}/exercises`,
  exerciseReport: (exercise: number) => `${base()}/exercises/${exercise}/report`,
  checklists: () => `${base()}/checklists`,
  checklist: (checklist: number) => `${base()}/checklists/${checklist}`,
  checklistReport: (checklist: number) => `${base()}/checklists/${checklist}/report`,
  recipients: () => `${base()}/alerts/recipients`,
  messages: () => `${base()}/alerts/messages`,
  channels: () => `${base()}/alerts/channels`,
  newAlertRule: () => `${base()}/alerts/new`,
  events: () => `${base()}/events`,
  proposals: () => `${base()}/proposals`,
  proposal: (proposal: number) => `${base()}/proposals/${proposal}`,
  accounts: () => `${base()}/accounts`,
  tokens: () => `${base()}/tokens`,
  audit: () => `${base()}/audit`,
  operations: () => `${base()}/operations`,
  signoff: (round?: string) => `${base()}/signoff${round ? `/${encodeURIComponent(round)}` : ''}`,
  signoffPeriod: ({ round, unit, period }: SignoffPlace) =>
    `${base()}/signoff/${[round, unit, period].map(encodeURIComponent).join('/')}`,
  embargoes: () => `${base()}/embargoes`,
  rules: () => `${base()}/rules`,
  rule: (kind: string, rule: string) => `${base()}/rules/${encodeURIComponent(kind)}/${encodeURIComponent(rule)}`,
  newFeed: () => `${base()}/new`,
  draft: (draft: number) => `${base()}/drafts/${draft}`,
  versions: (feed: string) => `${base()}/feeds/${encodeURIComponent(feed)}/versions`,
  runs: (feed: string) => `${base()}/feeds/${encodeURIComponent(feed)}`,
  run: (feed: string, run: number, counted: Counted = 'read') =>
    `${base()}/feeds/${encodeURIComponent(feed)}/runs/${run}/${counted}`,
  held: (feed: string, only?: HeldFilter) =>
    `${base()}/feeds/${encodeURIComponent(feed)}/held${only ? `/${only.status}/${encodeURIComponent(only.code)}` : ''}`,
  told: (feed: string) => `${base()}/feeds/${encodeURIComponent(feed)}/told`,
  reports: () => `${base()}/reports`,
  report: ({ template, unit, period }: ReportPlace) =>
    `${base()}/reports/${encodeURIComponent(template)}/${encodeURIComponent(unit)}/${period}`,
  enter: (feed: string) => `${base()}/feeds/${encodeURIComponent(feed)}/enter`,
  lineage: (feed: string) => `${base()}/feeds/${encodeURIComponent(feed)}/lineage`,
}

/** Which held rows a place is of, where it is not of all. */
export function onlyOf(place: Place): HeldFilter | undefined {
  return 'status' in place ? { status: place.status, code: place.code } : undefined
}
