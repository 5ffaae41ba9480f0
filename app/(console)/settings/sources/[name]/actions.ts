"use server";

import { z } from "zod";

import { LettersToDelete, LettersToReplay, OneLetter } from "#lib/domain/dead-letter-input.ts";
import { Severity } from "#lib/domain/severity.ts";
import { SignalKind } from "#lib/domain/signal-kind.ts";
import { DefaultDomain, SourceKind, SourcePreset } from "#lib/domain/source-settings.ts";
import { SubjectForm } from "#lib/domain/ssf-stream.ts";
import { action } from "#lib/server/action.ts";
import { makeSigningSecret } from "#lib/server/signals/make-signing-secret.ts";
import { readMappingText } from "#lib/server/signals/read-mapping-text.ts";
import { replayDeadLetters } from "#lib/server/signals/replay-dead-letters.ts";
import { sampleDelivery } from "#lib/server/signals/sample-delivery.ts";
import { tryStreamKeys } from "#lib/server/signals/try-stream-keys.ts";
import { trySample } from "#lib/server/signals/try-sample.ts";
import * as source from "#lib/use-cases/sources/change-source.ts";
import * as stream from "#lib/use-cases/sources/change-stream.ts";
import * as letters from "#lib/use-cases/sources/dead-letters.ts";
import * as trust from "#lib/use-cases/trust/change-trust.ts";
import { dryRun } from "#lib/use-cases/trust/dry-run.ts";
import { setDetectionKind } from "#lib/use-cases/trust/set-detection-kind.ts";
import { sourceUrl } from "#lib/use-cases/view-settings.ts";

const name = z.string().min(1).max(200);
const ruleId = z.string().min(1).max(300);
const reason = z.string().max(8_000);

const Settings = z.strictObject({
  name,
  version: z.int(),
  preset: SourcePreset,
  owner: z.string().trim().max(80),
  kind: SourceKind,
  threshold: Severity,
  defaultDomain: DefaultDomain,
  allowsUnsigned: z.boolean(),
});

/** Saves what the source is and from when on it opens cases. */
export const saveSource = action(Settings, ({ actor, input, services }) =>
  source.changeSource(services, actor, { ...input, defaultDomain: input.defaultDomain || null }),
);

const Switch = z.strictObject({ name, enabled: z.boolean() });

/** Takes deliveries again, or refuses them. */
export const switchSource = action(Switch, ({ actor, input, services }) =>
  source.switchSource(services, actor, input),
);

const Named = z.strictObject({ name });

/** Makes a second secret. It is in this answer and in no other. */
export const rotateSecret = action(Named, async ({ actor, input, services }) => {
  const secret = makeSigningSecret();
  await source.rotateSecret(services, actor, { ...input, secret });
  const url = sourceUrl(services.installation, input.name);
  return { name: input.name, url, secret, sample: sampleDelivery({ url, secret }) };
});

/** Takes the old secret away. */
export const retireSecret = action(Named, ({ actor, input, services }) =>
  source.retireSecret(services, actor, input),
);

const Stream = z.strictObject({
  name,
  version: z.int().min(0),
  issuer: z.string().trim().max(500),
  audience: z.string().trim().max(500),
  jwksUrl: z.string().trim().max(2_000),
  privateHost: z.boolean(),
  subjectForm: SubjectForm,
});

/** Takes tokens of this transmitter, and tries whether its keys can be read. */
export const saveStream = action(Stream, async ({ actor, input, services }) => {
  await stream.setStream(services, actor, { ...input, judgeTarget: services.judgeTarget });
  return tryStreamKeys({ url: input.jwksUrl, privateHost: input.privateHost });
});

/** Takes tokens of it no more. */
export const removeStream = action(Named, ({ actor, input, services }) =>
  stream.removeStream(services, actor, input),
);

const mappingText = z.string().max(20_000).nullable();
const Sample = z.strictObject({ name, sample: z.string().max(300_000), mapping: mappingText });

/** Says what would become of a sample, and does nothing of it. */
export const testSample = action(Sample, ({ actor, input, services }) =>
  trySample(services, actor, {
    name: input.name,
    sample: input.sample,
    draft: { mapping: readMappingText(input.mapping) },
  }),
);

const Mapping = z.strictObject({ name, version: z.int(), mapping: mappingText });

/** Saves where the source's events keep what. */
export const saveMapping = action(Mapping, ({ actor, input, services }) =>
  source.changeMapping(services, actor, { ...input, mapping: readMappingText(input.mapping) }),
);

/** The bytes of a dead letter, as text. */
export const readLetter = action(OneLetter, ({ actor, input, services }) =>
  letters.readDeadLetter(services, actor, input),
);

/** Reads letters again and files what can be read. */
export const replayLetters = action(LettersToReplay, ({ actor, input, services }) =>
  replayDeadLetters(services, actor, input),
);

/** Throws letters away, with a reason. */
export const deleteLetters = action(LettersToDelete, ({ actor, input, services }) =>
  letters.deleteDeadLetters(services, actor, input),
);

const Detector = z.strictObject({ source: name, ruleId: ruleId.nullable() });

/** What the last 30 days showed. */
export const runDry = action(Detector, ({ actor, input, services }) => dryRun(services, actor, input));

const Ask = z.strictObject({
  source: name,
  ruleId: ruleId.nullable(),
  reason,
  confidence: z.number().optional(),
});

/** The first of two people. */
export const askForTrust = action(Ask, ({ actor, input, services }) =>
  trust.askForTrust(services, actor, input),
);

const Trusted = z.strictObject({ id: z.string().max(64) });

/** The second of two people. */
export const confirmTrust = action(Trusted, ({ actor, input, services }) =>
  trust.confirmTrust(services, actor, input),
);

const TakeBack = z.strictObject({ id: z.string().max(64), reason });

/** One person is enough to be more careful. */
export const takeBackTrust = action(TakeBack, ({ actor, input, services }) =>
  trust.takeBackTrust(services, actor, input),
);

const Back = z.strictObject({ source: name, ruleId, reason });

/** Puts one detection on trial again. */
export const backOnTrial = action(Back, ({ actor, input, services }) =>
  trust.backOnTrial(services, actor, input),
);

const Kind = z.strictObject({ source: name, ruleId, kind: SignalKind.nullable() });

/** Says of what kind a rule's signals are. */
export const setKind = action(Kind, ({ actor, input, services }) => setDetectionKind(services, actor, input));
