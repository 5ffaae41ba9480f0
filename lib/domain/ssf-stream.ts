import { z } from "zod";

/** How the `sub` of a subject of the form `iss_sub` is read: transmitters put either there. */
export const subjectForms = ["provider_id", "email"] as const;
export const SubjectForm = z.enum(subjectForms);
export type SubjectForm = z.infer<typeof SubjectForm>;

export const subjectFormWords: Readonly<Record<SubjectForm, { label: string; hint: string }>> = {
  provider_id: {
    label: "Id at the provider",
    hint: "A person is found once somebody linked that id to them.",
  },
  email: { label: "E-mail address", hint: "A person is found by the directory." },
};

/** Silence after which a stream counts as failing: a transmitter that has nothing to tell still verifies its stream. */
export const silentAfterMs = 24 * 3_600_000;

/** Since when nothing came, where that is too long; null while all is well. */
export function silentSince(stream: { setAt: Date; lastSetAt: Date | null }, now: Date): Date | null {
  const last = stream.lastSetAt ?? stream.setAt;
  return now.getTime() - last.getTime() > silentAfterMs ? last : null;
}
