import { parseHead, verifyAudit, walkAudit } from '@ioc/sql'
import { Command } from 'commander'
import { headsFile, keptHeads } from '../../audit/keep-heads.ts'
import { syslogLine } from '../../audit/syslog.ts'
import { dataDir, withDatabase } from '../with-database.ts'

const WHY = {
  changed: 'was changed after it was written',
  moved: 'is not bound to the one before',
  missing: 'is missing',
  unchained: 'was written past the chain',
  other: 'is another than the one that was kept',
}

async function verifyChain({ head: kept = [], json }: { head?: string[]; json?: boolean }): Promise<void> {
  const heads = [...kept.map(parseHead), ...(await keptHeads(headsFile(dataDir())))]
  const { entries, head, broken } = await withDatabase(({ db }) => verifyAudit(db, heads))
  if (json) process.stdout.write(`${JSON.stringify({ entries, head, broken })}\n`)
  else {
    if (broken)
      process.stdout.write(
        `✘ ${broken.position === null ? '' : `position ${broken.position}, `}${broken.entry === null ? 'its entry' : `entry ${broken.entry}`} ${WHY[broken.why]}\n`,
      )
    process.stdout.write(
      `${broken ? 'The audit is broken' : 'The audit holds'}: ${entries} entries${head ? `, head ${head.position}:${head.hash}` : ''}\n`,
    )
  }
  if (broken) process.exitCode = 1
}

export const auditCommand = new Command('audit').description('who changed what')

auditCommand
  .command('verify')
  .description('walk the chain of the audit; exit 1 and name the first entry that was changed, moved or taken out')
  .option(
    '--head <position:hash...>',
    'heads printed before, besides those that workers write down every hour (AUDIT_HEADS): the chain must still pass through them',
  )
  .option('--json', 'print the outcome as one line of JSON')
  .action(verifyChain)

async function exportEntries({ after, syslog }: { after: string; syslog?: boolean }): Promise<void> {
  if (!/^\d{1,15}$/.test(after)) throw new Error('--after is a position of the chain, such as 1234.')
  await withDatabase(async ({ db }) => {
    for await (const entry of walkAudit(db, Number(after)))
      process.stdout.write(`${syslog ? syslogLine(entry) : JSON.stringify(entry)}\n`)
  })
}

auditCommand
  .command('export')
  .description('every entry in the order of the chain, each with its position and hash, as lines of JSON')
  .option('--after <position>', 'only what came after that position, which was exported before', '0')
  .option('--syslog', 'as lines of syslog (RFC 5424) instead, for logger --rfc5424 or a collector')
  .action(exportEntries)
