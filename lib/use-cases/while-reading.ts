/**
 * What the database knows, looked up while a reading from 1Password is under way: neither a person nor a call must wait
 * for one and then for the other. A reading that fails is heard of when it is awaited.
 */
export async function whileReading<Reading, Known>(
  read: () => Promise<Reading>,
  look: () => Promise<Known>,
): Promise<{ known: Known; reading: Promise<Reading> }> {
  const reading = read();
  reading.catch(() => undefined);
  // SQLite answers at once: without a turn in between the reading would leave only after everything is looked up.
  await new Promise((resolve) => setImmediate(resolve));
  return { known: await look(), reading };
}
