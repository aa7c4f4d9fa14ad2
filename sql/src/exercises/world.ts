import { type Database, openDatabase } from '../db.ts'

/**
 * A connection to the world of exercises: the tables of the loop are those of schema `exercised`, all else is what is real, and whatever is real
 * refuses to be written (sql/migrations, exercise).
 */
export function openExercised({ url }: Pick<Database, 'url'>, max = 4): Database {
  return openDatabase(url, max, undefined, '-c search_path=exercised,public -c ioc.exercised=on')
}
