import { z } from 'zod'
import { Levels } from '../pack/pack.ts'

/** Below which percentage each score is to be watched, warned of, or critical; a province says its own in province.yaml. */
export const QualityLevels = z
  .strictObject({
    right: Levels.default({ watch: 99, warn: 97, critical: 90 }),
    whole: Levels.default({ watch: 95, warn: 90, critical: 80 }),
    clean: Levels.default({ watch: 99, warn: 97, critical: 90 }),
    live: Levels.default({ watch: 99, warn: 95, critical: 80 }),
  })
  .prefault({})
export type QualityLevels = z.infer<typeof QualityLevels>
