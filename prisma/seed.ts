import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { Database } from '#libs/database/database';
import { hashPassword } from '#libs/database/password';
import { PeopleStore } from '#libs/database/people.store';
import { makeSampleCourse } from '#libs/database/sample-course';
import { hashTokenSecret, makeTokenSecret } from '#libs/database/token-secret';
import { TokensStore } from '#libs/database/tokens.store';

const SampleAccount = z.object({
  role: z.enum(['student', 'instructor', 'admin']),
  email: z.string(),
  password: z.string(),
  token: z.string(),
});
export type SampleAccount = z.infer<typeof SampleAccount>;

/** 144 bits, 24 letters: a sample password is as good as any other. */
const passwordBytes = 18;

/**
 * Makes one student, one instructor and one admin to begin with, each with a personal token, and writes them to `file` (mode
 * 0600). Accounts that the file names and the database knows are kept as they are. Where there is no term yet, it makes a sample
 * course for them too.
 */
export async function seed(databaseUrl: string, file: string): Promise<readonly SampleAccount[]> {
  const database = new Database({ url: databaseUrl, connections: 1 });
  try {
    const accounts = (await readKept(database, file)) ?? (await makeAccounts(database, file));
    await makeSampleCourse(database, addressesOf(accounts), new Date());
    return accounts;
  } finally {
    await database.close();
  }
}

async function makeAccounts(database: Database, file: string): Promise<readonly SampleAccount[]> {
  const accounts: SampleAccount[] = [];
  for (const role of SampleAccount.shape.role.options) accounts.push(await makeAccount(database, role));
  await writeFile(`${file}.new`, `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return accounts;
}

function addressesOf(accounts: readonly SampleAccount[]) {
  const addressOf = (role: SampleAccount['role']) =>
    accounts.find((account) => account.role === role)?.email ?? '';
  return { instructor: addressOf('instructor'), student: addressOf('student') };
}

/** What the file says, when every token in it still opens the door of this database. */
async function readKept(database: Database, file: string): Promise<readonly SampleAccount[] | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return null;
  const accounts = z.array(SampleAccount).parse(JSON.parse(text));
  const tokens = new TokensStore(database);
  for (const account of accounts) {
    if ((await tokens.use(hashTokenSecret(account.token), new Date())) === null) return null;
  }
  return accounts;
}

async function makeAccount(database: Database, role: SampleAccount['role']): Promise<SampleAccount> {
  const email = `${role}@sample.ipclab`;
  const password = randomBytes(passwordBytes).toString('base64url');
  const passwordHash = await hashPassword(password);
  const people = new PeopleStore(database);
  const known = await people.findByEmail(email);
  const name = `Sample ${role}`;
  // The file with the old password is gone, or belongs to another database: the account gets a new one.
  if (known) await database.prisma.person.update({ where: { id: known.id }, data: { passwordHash } });
  const { id: personId } = known ?? (await people.create({ email, name, passwordHash, role }));
  const token = makeTokenSecret();
  const hash = hashTokenSecret(token);
  await new TokensStore(database).create({ personId, kind: 'api', hash, label: 'sample', expiresAt: null });
  return { role, email, password, token };
}
