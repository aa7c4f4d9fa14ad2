import { z } from 'zod'

export const Severity = z.enum(['low', 'medium', 'high', 'critical'])
export type Severity = z.infer<typeof Severity>

/** What a CVSS score is called by its own scale, of version 3 on; 0 is no vulnerability. */
export function severityOfScore(score: number): Severity {
  if (score < 4) return 'low'
  if (score < 7) return 'medium'
  return score < 9 ? 'high' : 'critical'
}
