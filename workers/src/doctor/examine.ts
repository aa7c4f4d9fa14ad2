import { proxies, publicAddress } from './address.ts'
import { clock, databaseLine, databaseUser, simulated } from './database.ts'
import { type Finding, type Place, wrong } from './finding.ts'
import { audit, seals, signed } from './kept.ts'
import { dataFolder, programFolder, room, runtime, secretFiles, user } from './machine.ts'
import { administrators, secondStep, tokens, unusedAccounts } from './people.ts'

/** What is looked at, in the order it is told. */
const CHECKS: Record<string, (place: Place) => Finding | Promise<Finding>> = {
  'public address': publicAddress,
  proxies,
  user,
  'program folder': programFolder,
  'data folder': dataFolder,
  'secret files': secretFiles,
  room,
  runtime,
  'database user': databaseUser,
  'database line': databaseLine,
  clock,
  administrators,
  'second step': secondStep,
  'unused accounts': unusedAccounts,
  tokens,
  seals,
  audit,
  'signed figures': signed,
  'simulated sources': simulated,
}

export interface Examined extends Finding {
  check: string
}

/** Looks at everything, whatever one look comes to. */
export async function examine(place: Place): Promise<Examined[]> {
  const found: Examined[] = []
  for (const [check, look] of Object.entries(CHECKS)) {
    try {
      found.push({ check, ...(await look(place)) })
    } catch (error) {
      found.push({ check, ...wrong(`It could not be looked at: ${(error as Error).message}`, 'Put that right, and look again.') })
    }
  }
  return found
}
