import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { rolesAllow } from "#lib/domain/roles.ts";
import { writeMapping } from "#lib/domain/source-mapping.ts";
import { silentSince } from "#lib/domain/ssf-stream.ts";
import type { SourceView, StreamSettingsView } from "#lib/domain/views/source-view.ts";
import type { SsfStreamRecord } from "#lib/ports/ssf-store.ts";
import type { Services } from "#lib/ports/services.ts";
import { requireReader } from "#lib/use-cases/authorise.ts";
import { type Installation, sourceUrl, streamUrl } from "#lib/use-cases/view-settings.ts";
import { mappingDigest } from "./change-source.ts";
import { silentWords } from "./watch-streams.ts";

/** A source with its health. Throws `not_found`. */
export async function viewSource(
  services: Services,
  actor: Actor,
  input: { name: string; installation: Pick<Installation, "publicUrl"> },
): Promise<SourceView> {
  requireReader(actor);
  const { stores } = services;
  const [source, letters, stream] = await Promise.all([
    stores.sources.byName(input.name),
    stores.signals.deadLettersBySource(),
    stores.ssf.bySource(input.name),
  ]);
  if (!source) throw new DomainError("not_found", { what: "source of this name" });
  const { name, version, preset, owner, kind, threshold, defaultDomain, allowsUnsigned, enabled } = source;
  return {
    name,
    url: sourceUrl(input.installation, name),
    version,
    preset,
    owner,
    kind,
    threshold,
    defaultDomain,
    allowsUnsigned,
    enabled,
    secrets: source.secrets.length,
    mapping: source.mapping === null ? null : writeMapping(source.mapping),
    mappingDigest: mappingDigest(source.mapping),
    createdAt: source.createdAt.toISOString(),
    lastDeliveryAt: source.lastDeliveryAt?.toISOString() ?? null,
    accepted: source.accepted,
    rejected: source.rejected,
    deadLetters: letters.get(name) ?? 0,
    stream: {
      url: streamUrl(input.installation, name),
      settings: stream === null || stream.removedAt !== null ? null : await viewStream(services, stream),
    },
    mayChange: actor.kind === "person" && rolesAllow(actor.roles, "change_settings"),
  };
}

async function viewStream({ stores, clock }: Services, stream: SsfStreamRecord): Promise<StreamSettingsView> {
  const { version, issuer, audience, jwksUrl, privateHost, subjectForm } = stream;
  const person = await stores.people.byId(stream.setByPersonId);
  return {
    version,
    issuer,
    audience,
    jwksUrl,
    privateHost,
    subjectForm,
    setBy: person?.name ?? "somebody",
    setAt: stream.setAt.toISOString(),
    lastSetAt: stream.lastSetAt?.toISOString() ?? null,
    lastVerificationAt: stream.lastVerificationAt?.toISOString() ?? null,
    problem: silentSince(stream, clock.now()) === null ? null : silentWords,
  };
}
