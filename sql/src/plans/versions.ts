import { z } from 'zod'
import { versionsOf } from '../configuration/versions.ts'
import { Plan } from './plan.ts'

/** What the province's plans promised, since when. */
export const { record: recordPlans, asOf: plansAsOf } = versionsOf('plan_version', z.array(Plan))
