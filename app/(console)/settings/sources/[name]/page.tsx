import type { Metadata } from "next";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { notFound } from "next/navigation";

import { RefreshOnChange } from "#components/refresh-on-change.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { DeadLetterTable } from "#components/sources/dead-letter-table.tsx";
import { DetectionTable } from "#components/sources/detection-table.tsx";
import { SampleTester } from "#components/sources/sample-tester.tsx";
import { SourceForm } from "#components/sources/source-form.tsx";
import { SourceHealth } from "#components/sources/source-health.tsx";
import { SourceSecrets } from "#components/sources/source-secrets.tsx";
import { SourceStream } from "#components/sources/source-stream.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Count } from "#components/ui/count.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { DomainError } from "#lib/domain/errors.ts";
import { services } from "#lib/server/services.ts";
import { requireActor } from "#lib/server/session/current.ts";
import { listDeadLetters } from "#lib/use-cases/sources/dead-letters.ts";
import { viewSource } from "#lib/use-cases/sources/view-source.ts";
import { viewTrust } from "#lib/use-cases/trust/view-trust.ts";
import * as actions from "./actions.ts";

export const metadata: Metadata = { title: "Source – Countersign" };

interface Props {
  params: Promise<{ name: string }>;
  searchParams: Promise<{ before?: string | string[] }>;
}

async function load(name: string, before: string | null) {
  const actor = await requireActor();
  const here = services();
  try {
    const [source, letters, trust] = await Promise.all([
      viewSource(here, actor, { name, installation: here.installation }),
      listDeadLetters(here, actor, { source: name, cursor: before }),
      viewTrust(here, actor, { source: name }),
    ]);
    return { source, letters, trust };
  } catch (error) {
    if (error instanceof DomainError && error.code === "not_found") notFound();
    throw error;
  }
}

/** All of one source: whether it lives, what it is, how its events are read, and what the team holds of them. */
export default async function SourcePage({ params, searchParams }: Props) {
  const name = decodeURIComponent((await params).name);
  const { before } = await searchParams;
  const { source, letters, trust } = await load(name, typeof before === "string" ? before : null);
  const here = `/settings/sources/${encodeURIComponent(name)}`;
  return (
    <>
      <RefreshOnChange about="settings" />
      <PageHeader
        eyebrow={
          <Link href="/settings#sources" className="inline-flex items-center gap-1 text-muted hover:text-fg">
            <ArrowLeft aria-hidden="true" className="size-3.5" />
            Settings
          </Link>
        }
        title={
          <>
            Source <SafeText text={source.name} />
          </>
        }
        description={
          source.mayChange
            ? "Where its events come in, how they are read, and what they may lead to"
            : "Where its events come in, how they are read, and what they may lead to. Changing it is for administrators."
        }
      />
      <div className="grid gap-6">
        <div className="grid items-start gap-6 lg:grid-cols-2">
          <Section
            title="Health"
            id="health"
            aside={source.allowsUnsigned ? <Badge tone="warning">unsigned</Badge> : null}
          >
            <SourceHealth source={source} switchTo={actions.switchSource} />
          </Section>
          <Section title="Signing secrets" id="secrets" aside={<Count value={source.secrets} />}>
            <SourceSecrets source={source} rotate={actions.rotateSecret} retire={actions.retireSecret} />
          </Section>
        </div>
        <Section title="Sample and mapping" id="sample">
          <SampleTester source={source} actions={{ test: actions.testSample, save: actions.saveMapping }} />
        </Section>
        <Section title="Source settings" id="source-settings">
          {source.mayChange ? (
            <SourceForm key={source.version} source={source} save={actions.saveSource} />
          ) : (
            <p className="text-sm text-muted">
              {source.preset}, {source.kind}, from {source.threshold} on
              {source.defaultDomain === null ? "" : `, user names are of ${source.defaultDomain}`}; owner:{" "}
              {source.owner ?? "not stated"}.
            </p>
          )}
        </Section>
        <Section title="Shared Signals stream" id="stream">
          <SourceStream
            source={source}
            actions={{ saveStream: actions.saveStream, removeStream: actions.removeStream }}
          />
        </Section>
        <Section title="Detections" id="detections" flush aside={<Count value={trust.detections.length} />}>
          <DetectionTable
            source={source.name}
            view={trust}
            actions={{
              dryRun: actions.runDry,
              ask: actions.askForTrust,
              confirm: actions.confirmTrust,
              takeBack: actions.takeBackTrust,
              backOnTrial: actions.backOnTrial,
              setKind: actions.setKind,
            }}
          />
        </Section>
        <Section title="Dead letters" id="dead-letters" flush aside={<Count value={source.deadLetters} />}>
          <DeadLetterTable
            list={letters}
            source={source.name}
            nextHref={
              letters.nextCursor === null ? null : `${here}?before=${letters.nextCursor}#dead-letters`
            }
            actions={{
              read: actions.readLetter,
              replay: actions.replayLetters,
              remove: actions.deleteLetters,
            }}
          />
        </Section>
      </div>
    </>
  );
}
