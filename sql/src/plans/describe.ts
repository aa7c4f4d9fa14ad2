import { citationOf, type Plan } from './plan.ts'
import type { ClauseProgress, PlanProgress } from './progress.ts'
import type { ClauseStatus } from './status.ts'

const ORDER: ClauseStatus[] = ['late', 'at_risk', 'on_track', 'done', 'not_begun', 'unmeasured']

/** A plan as the command line, the HTTP API and the wall say it; server/contract/plans.ts has the same shape in zod. */
export function describePlan({ plan, clauses }: PlanProgress) {
  return {
    ...describeDocument(plan),
    counts: countByStatus(clauses),
    clauses: clauses.map(describeClause),
  }
}

/** How many clauses stand how; every status is there, be it with 0. */
export function countByStatus(clauses: { status: ClauseStatus }[]): Record<ClauseStatus, number> {
  const counts = { late: 0, at_risk: 0, on_track: 0, done: 0, not_begun: 0, unmeasured: 0 }
  for (const { status } of clauses) counts[status]++
  return counts
}

function describeDocument(plan: Plan) {
  const { id, number = null, date = null, issuer = null, title, source, from, to = null } = plan
  return { id, number, date, issuer, title, citation: citationOf(plan), source, from, to }
}

function describeClause({ clause, unit, span, goal, indicator, receivedAt, ...progress }: ClauseProgress) {
  const { id, text, level = null, each, baseline } = clause
  return {
    id,
    text,
    level,
    each,
    unit: unit && { key: unit.key, name: unit.name },
    indicator: indicator && { id: indicator.id, title: indicator.title },
    goal: goal && { ...goal, decimals: indicator?.decimals ?? 0 },
    baseline: baseline ? { value: baseline.value, on: baseline.on } : null,
    receivedAt: receivedAt?.toISOString() ?? null,
    period: span && { from: span.from.toISOString(), to: span.to.toISOString() },
    /** Nobody is left who could keep it: someone must decide who does. */
    needsDecision: ['unit_ended', 'level_ended', 'undecided'].includes(progress.unmeasured?.code ?? ''),
    ...progress,
  }
}

export type DescribedPlan = ReturnType<typeof describePlan>
export type DescribedClause = DescribedPlan['clauses'][number]

/** What needs attention first; what nobody measures last. */
export function byUrgency(a: Pick<DescribedClause, 'status' | 'done'>, b: Pick<DescribedClause, 'status' | 'done'>): number {
  return ORDER.indexOf(a.status) - ORDER.indexOf(b.status) || (a.done ?? 0) - (b.done ?? 0)
}
