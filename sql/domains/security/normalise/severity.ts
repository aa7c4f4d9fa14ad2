import { z } from 'zod'

export const Severity = z.enum(['low', 'medium', 'high', 'critical'])
