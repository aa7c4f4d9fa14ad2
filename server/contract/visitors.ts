import { Classification } from '@ioc/sql/pack'
import { z } from 'zod'

/** Who stands before a display: up to which classification it may show while visitors do; null while none are there. */
export const Visitors = z.object({ visitors: Classification.nullable() })
export type Visitors = z.infer<typeof Visitors>
