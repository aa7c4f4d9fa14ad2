import { type ExerciseActAsk, ExerciseReport, ExerciseStarted, ExercisesAnswer } from '@ioc/server/contract'
import { queryOptions } from '@tanstack/react-query'
import { getJson } from '../../../api/get.ts'
import { sendJson } from '../../../api/send.ts'

const OFTEN_MS = 3_000
const REPORT_GIVES_UP_AFTER_MS = 60_000

export const exercisesQuery = () =>
  queryOptions({
    queryKey: ['exercises'],
    queryFn: async ({ signal }) => ExercisesAnswer.parse(await getJson('/api/exercises', signal)),
    refetchInterval: OFTEN_MS,
  })

export const exerciseReportQuery = (id: number) =>
  queryOptions({
    queryKey: ['exercises', id, 'report'],
    queryFn: async ({ signal }) =>
      ExerciseReport.parse(await getJson(`/api/exercises/${id}/report`, signal, REPORT_GIVES_UP_AFTER_MS)),
  })

export const startExercise = async (scenario: string, sends: boolean) =>
  ExerciseStarted.parse(await sendJson('/api/exercises', { scenario, sends })).exercise

export const actOnExercise = (id: number, said: ExerciseActAsk) => sendJson(`/api/exercises/${id}/acts`, said)
