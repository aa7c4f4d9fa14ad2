import type { z } from 'zod'
import { readLocated } from '../province/located.ts'
import { Plan } from './plan.ts'

/** A plan and the lines its file says it on. */
export interface PlanFile {
  plan: Plan
  /** Where a clause, or a field of it, stands: sql/provinces/hung-yen/plans/kh-200.yaml:17. */
  where(clause?: number, field?: string): string
}

/** Reads a plan's file; what cannot be read is named by file and line. `text` is the file with its blanks filled in, `say` words what a schema asks. */
export function readPlan(path: string, text?: string, say?: z.core.$ZodErrorMap): PlanFile {
  const { value, where } = readLocated(path, Plan, text, say)
  return {
    plan: value,
    where: (clause, field) => where(clause === undefined ? [] : ['clauses', clause, ...(field ? [field] : [])]),
  }
}
