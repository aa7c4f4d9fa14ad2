import { findKind, loadDomains, rowJudge, ruleKey, sayRule, wordedRules } from '@ioc/sql'
import { expect, test } from 'vitest'

// What domains ask of their records: declared in each domain's folder, and said in words made of what is asked.

const at = (text: string) => new Date(`${text}+07:00`)
const NOW = at('2026-11-26T12:00').getTime()
const earlier = at('2026-11-01T08:00')
const later = at('2026-11-02T08:00')

/** A record and the rules it breaks. */
const BROKEN: [string, Record<string, unknown>, string[]][] = [
  ['dossiers.dossier', { received_at: later, finished_at: earlier }, ['before_received']],
  ['dossiers.dossier', { submitted_at: later, finished_at: earlier }, ['finished_before_submitted']],
  ['dossiers.dossier', { received_at: later, due_at: earlier }, ['due_before_received']],
  ['dossiers.dossier', { received_at: at('2026-12-26T08:00') }, ['received_in_future']],
  ['dossiers.dossier', { fees: [{ amount: 50_000 }, { amount: -1 }] }, ['fee_negative']],
  ['dossiers.dossier', { status: 'processing', received_at: earlier, finished_at: later }, ['finished_but_open']],
  ['dossiers.dossier', { status: 'done', received_at: earlier, finished_at: later, due_at: later, fees: [] }, []],
  ['desks.desk_step', { started_at: later, done_at: earlier }, ['before_start']],
  ['certificates.certificate', { valid_from: later, expires_at: later }, ['before_valid']],
  ['documents.delivery', { sent_at: later, delivered_at: earlier }, ['before_sent']],
  ['documents.work_file', { opened_at: later, closed_at: earlier }, ['before_opened']],
  ['integration.use', { calls: 10, timed_out: 1, refused: 0, broken: 10 }, ['more_failed_than_called']],
  [
    'integration.use',
    { calls: 10, timed_out: 0, refused: 0, broken: 0, ms_100: 9, ms_300: 0, ms_1000: 0, ms_3000: 0, ms_over: 0 },
    ['does_not_add_up'],
  ],
  ['integration.uptime', { watched_minutes: 60, up_minutes: 61 }, ['more_than_watched']],
  ['meetings.meeting', { starts_at: later, ended_at: earlier }, ['before_start']],
  ['meetings.meeting', { endpoints_joined: 200, endpoints_invited: 105 }, ['more_than_invited']],
  ['payments.payment', { amount: '-5' }, ['not_positive']],
  ['payments.payment', { amount: '0.5', authorised_at: later, paid_at: earlier }, ['paid_before_authorised']],
  ['reconciliation.dossier_copy', { changed_at: later, synced_at: earlier }, ['before_change']],
  ['reports.report', { code: 'A', status: 'duplicate', duplicate_of: 'A' }, ['itself']],
  [
    'reports.report',
    { received_at: later, accepted_at: earlier, completed_at: earlier },
    ['accepted_before_received', 'before_received'],
  ],
  ['security.incident', { detected_at: earlier, occurred_at: later }, ['after_detected']],
  ['security.posture', { endpoints: 10, endpoints_covered: 11 }, ['endpoints_covered']],
  ['security.vulnerability', { found_at: later, fixed_at: earlier }, ['before_found']],
  ['social.post', { published_at: later, answered_at: earlier }, ['out_of_order']],
  ['indices.index_score', { score: 101, scale: 100 }, ['out_of_scale']],
  ['indices.index_score', { rank: 35, ranked: 34 }, ['impossible_rank']],
  ['indices.commune_dti', { self: 101, scale: 100 }, ['self_out_of_scale']],
  ['budget.budget_figure', { scope: 'actual', as_of: '2027-03-31' }, ['actual_in_future']],
  ['budget.budget_figure', { scope: 'estimate', as_of: '2027-12-31' }, []],
  ['budget.budget_figure', { scope: 'estimate', as_of: '2004-12-31', year: 100 }, ['impossible_year']],
  ['population.population_report', { form: 'residents', people: 10, male: 6, female: 5 }, ['sexes_add_up']],
  ['population.population_report', { form: 'territory', people: 10, area: 0.1 }, ['too_few_people', 'impossible_area']],
  // Lâm Đồng, the largest province, is of a size no commune is; a commune of it, or a province the size of a commune, is a mistake.
  ['population.population_report', { form: 'territory', people: 3_324_400, area: 24_233.1 }, []],
  ['population.population_report', { form: 'territory', people: 33_244, area: 24_233.1 }, ['impossible_area']],
  ['population.population_report', { form: 'territory', people: 3_324_400, area: 24.2 }, ['impossible_province_area']],
  ['population.population_report', { form: 'events', births: 41, births_linked: 42 }, ['linked_over_births']],
  [
    'population.population_report',
    { form: 'events', births: 41, births_linked: 36, births_linked_in_time: 37 },
    ['linked_in_time_over_linked'],
  ],
  ['press_replies.press_reply', { published_at: later, answered_at: earlier }, ['out_of_order']],
  ['press_replies.press_reply', { published_at: earlier, needs_reply: true }, ['due_wanting']],
  ['health.health_report', { form: 'facility_day', beds: 9_000 }, ['impossible_beds']],
  ['health.health_report', { form: 'community', people: 10, insured: '11' }, ['insured_over_people']],
  ['procedures.procedure_listing', { decided_on: '2026-11-20', published_on: '2026-11-19' }, ['before_decided']],
  ['procedures.procedure_listing', { payable_online: true, has_fee: false }, ['payable_without_fee']],
  ['education.education_report', { form: 'schools', pupils: 700, classes: 10 }, ['pupils_over_places']],
]

test.each(BROKEN)('%s: %o breaks %o', async (key, record, rules) => {
  const [domain, name] = key.split('.') as [string, string]
  const kind = await findKind(domain, name)
  const judge = rowJudge((await wordedRules(kind)).filter(({ rule }) => !rule.off))
  expect(judge(record, NOW).map(({ rule }) => rule)).toEqual(rules)
})

test('every rule of every domain can be said in Vietnamese and English, without a name only programs know', async () => {
  for (const { kinds } of await loadDomains()) {
    for (const kind of kinds) {
      for (const { rule, words } of await wordedRules(kind)) {
        const said = sayRule(rule, words)
        for (const sentence of [said.vi, said.en]) {
          expect(sentence, `${ruleKey(kind)} ${rule.id}`).not.toMatch(/_|undefined|null/)
          expect(sentence.length).toBeGreaterThan(10)
        }
        expect(said.vi).not.toBe(said.en)
      }
    }
  }
})

test('a year is named, not counted', async () => {
  const kind = await findKind('budget', 'budget_figure')
  const said = (await wordedRules(kind)).map(({ rule, words }) => sayRule(rule, words).vi)
  expect(said.find((sentence) => sentence.includes('1976'))).toContain('từ 1976 đến 2100')
})

test('every kind of record asks that its unit is known, and something of its own besides', async () => {
  for (const { kinds } of await loadDomains()) {
    for (const kind of kinds) {
      expect(kind.rules.map(({ id }) => id)).toContain('unknown_unit')
      expect(kind.rules.length, ruleKey(kind)).toBeGreaterThan(1)
    }
  }
})
