"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";

import { ActDialog } from "#components/request/act-dialog.tsx";
import type { StreamActions } from "#components/sources/source-actions.ts";
import { StreamForm } from "#components/sources/stream-form.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { DescriptionList } from "#components/ui/description-list.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import { subjectFormWords } from "#lib/domain/ssf-stream.ts";
import type { SourceView, StreamSettingsView } from "#lib/domain/views/source-view.ts";

export interface SourceStreamProps {
  source: SourceView;
  actions: StreamActions;
}

/** A source's Shared Signals stream: the address for its transmitter, whether it is heard, and how it is set up. */
export function SourceStream({ source, actions }: SourceStreamProps) {
  const { stream, name, mayChange } = source;
  const { settings, url } = stream;
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const showsForm = mayChange && (settings !== null || isOpen);
  return (
    <div className="grid gap-4">
      {settings === null ? (
        <p className="text-sm text-muted">
          Off. An identity provider that speaks Shared Signals (CAEP, RISC) can push signed tokens about
          sessions, credentials and accounts: each goes the way of this source’s other events.
        </p>
      ) : (
        <StreamStanding settings={settings} isOn={source.enabled} />
      )}
      {settings !== null || showsForm ? (
        <div className="grid gap-1">
          <p className="text-sm font-medium">Address for the transmitter (push, RFC 8935)</p>
          <CodeBlock code={url} label="the address for the transmitter" wrap />
        </div>
      ) : null}
      {showsForm ? (
        <StreamForm
          key={settings?.version ?? 0}
          name={name}
          settings={settings}
          save={actions.saveStream}
          onCancel={settings === null ? () => setIsOpen(false) : null}
        />
      ) : null}
      {mayChange && !showsForm ? (
        <div>
          <Button size="sm" onClick={() => setIsOpen(true)}>
            Set up stream
          </Button>
        </div>
      ) : null}
      {mayChange && settings !== null ? (
        <div>
          <ActDialog
            opener="Remove stream"
            look={{ size: "sm" }}
            title={`Remove the stream of ${name}`}
            description="Its tokens are refused from then on. Signals that were filed stay."
            button="Remove"
            buttonVariant="danger"
            submit={() => actions.removeStream({ name })}
            onDone={() => {
              setIsOpen(false);
              router.refresh();
              showToast({ tone: "success", title: `The stream of ${name} is removed` });
            }}
          >
            <p className="text-sm text-muted">
              Tell the transmitter too: it would go on pushing, and be refused with 404.
            </p>
          </ActDialog>
        </div>
      ) : null}
    </div>
  );
}

function StreamStanding({ settings, isOn }: { settings: StreamSettingsView; isOn: boolean }) {
  const fails = isOn && settings.problem !== null;
  return (
    <>
      {fails ? <Callout tone="warning">{settings.problem}</Callout> : null}
      <DescriptionList
        items={[
          {
            term: "State",
            value: !isOn ? (
              <Badge tone="warning">off with its source: tokens are refused with 404</Badge>
            ) : fails ? (
              <Badge tone="danger">failing</Badge>
            ) : settings.lastSetAt === null ? (
              <Badge>waits for the first token</Badge>
            ) : (
              <Badge tone="success">takes tokens</Badge>
            ),
          },
          { term: "Last heard", value: timeOf(settings.lastSetAt) },
          { term: "Last verified", value: timeOf(settings.lastVerificationAt) },
          { term: "Issuer", value: <span className="font-mono text-xs break-all">{settings.issuer}</span> },
          { term: "Subjects", value: subjectFormWords[settings.subjectForm].label },
          {
            term: "Set up by",
            value: (
              <>
                {settings.setBy}, <TimeStamp at={settings.setAt} />
              </>
            ),
          },
        ]}
      />
    </>
  );
}

function timeOf(at: string | null) {
  return at === null ? "not yet" : <TimeStamp at={at} />;
}
