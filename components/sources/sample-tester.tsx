"use client";

import { useState } from "react";

import { ProblemNote } from "#components/request/problem-note.tsx";
import { MappingEditor } from "#components/sources/mapping-editor.tsx";
import type { MappingActions } from "#components/sources/source-actions.ts";
import { TestedEventCard } from "#components/sources/tested-event.tsx";
import { useActHere } from "#components/sources/use-act-here.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import { sampleCommand } from "#lib/domain/sample-command.ts";
import { draftMapping, type MappedField, writeMapping } from "#lib/domain/source-mapping.ts";
import type { SampleTest, SourceView } from "#lib/domain/views/source-view.ts";

const example =
  '{\n  "title": "Impossible travel",\n  "severity": "high",\n  "user": { "email": "somebody@example.com" }\n}';

/** A sample, what would become of it, and the mapping that decides it. Nothing is filed by testing. */
export function SampleTester({ source, actions }: { source: SourceView; actions: MappingActions }) {
  const { act, pending, problem } = useActHere();
  const [sample, setSample] = useState("");
  const [mapping, setMapping] = useState(source.mapping ?? "");
  const [result, setResult] = useState<SampleTest | null>(null);
  const [field, setField] = useState<MappedField>("email");

  async function test(text: string) {
    const tested = await act("test", () =>
      actions.test({ name: source.name, sample, mapping: text.trim() === "" ? null : text }),
    );
    setResult(tested);
  }

  function change(next: string) {
    setMapping(next);
    if (sample.trim() !== "") void test(next);
  }

  /** A list of people is walked, so that each of them gets a signal; every other field has one place. */
  function usePath(path: string) {
    const draft = draftMapping(mapping);
    if (draft === null) return void test(mapping);
    const place = field === "email" ? path.replaceAll(/\[\d+\]/g, "") : path;
    const fields = { ...draft.fields, [field]: place === "" ? path : place };
    change(writeMapping({ ...draft, fields }));
  }

  async function save(text: string) {
    const input = { name: source.name, version: source.version, mapping: text.trim() === "" ? null : text };
    if ((await act("save", () => actions.save(input))) === null) return;
    setMapping(text);
    showToast({
      tone: "success",
      title: text.trim() === "" ? "The mapping was removed" : "The mapping was saved",
      description: "It applies from the next delivery on.",
    });
  }

  return (
    <div className="grid gap-4">
      <Field
        label="Sample"
        hint="One event, a list or lines, as the sender sends them. Nothing is filed, kept or sent anywhere."
      >
        <Textarea
          rows={6}
          value={sample}
          onValueChange={setSample}
          placeholder={example}
          spellCheck={false}
          className="font-mono text-xs"
        />
      </Field>
      <div>
        <Button
          variant="primary"
          size="sm"
          pending={pending === "test"}
          disabledReason={sample.trim() === "" ? "Paste a sample first." : null}
          onClick={() => void test(mapping)}
        >
          Test sample
        </Button>
      </div>
      <ProblemNote problem={problem} />
      {result?.refused ? (
        <Callout tone="warning" role="alert" title="The intake would refuse this delivery">
          {result.refused}
        </Callout>
      ) : null}
      {result?.events.map((event) => (
        <TestedEventCard
          key={event.index}
          event={event}
          only={result.events.length === 1 && result.more === 0}
          choice={source.mayChange ? { field, onField: setField, onPath: usePath } : null}
        />
      ))}
      {result && result.more > 0 ? (
        <p className="text-xs text-muted">{result.more.toLocaleString("en")} more events are not shown.</p>
      ) : null}
      <MappingEditor
        saved={source.mapping ?? ""}
        digest={source.mappingDigest}
        text={mapping}
        onChange={setMapping}
        onSettle={change}
        onSave={source.mayChange ? (text) => void save(text) : null}
        pending={pending === "save"}
      />
      <details className="min-w-0">
        <summary className="cursor-pointer text-sm font-medium">Send this sample from a shell</summary>
        <div className="mt-2">
          <CodeBlock
            label="curl that sends the sample"
            code={sampleCommand({
              url: source.url,
              body: sample.trim() === "" ? example : sample,
              unsigned: source.allowsUnsigned,
            })}
          />
        </div>
      </details>
    </div>
  );
}
