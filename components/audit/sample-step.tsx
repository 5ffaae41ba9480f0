import { Dices } from "lucide-react";
import Form from "next/form";
import type { ReactNode } from "react";

import { auditAddress, auditParameters } from "#components/audit/audit-address.ts";
import { ListFoot, type Provenance } from "#components/audit/list-foot.tsx";
import { RequestRows } from "#components/audit/request-rows.tsx";
import { SimulatedLegend } from "#components/simulated.tsx";
import { buttonStyles } from "#components/ui/button-styles.ts";
import { Callout } from "#components/ui/callout.tsx";
import { cn } from "#components/ui/cn.ts";
import { controlStyles } from "#components/ui/control-styles.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Section } from "#components/ui/section.tsx";
import type { SampleView } from "#lib/domain/views/audit-view.ts";

const field = cn(controlStyles, "h-8 w-auto");

/** A sample that anybody can draw again: seed, size and order stand in the address. */
export function SampleStep({ made, sample }: { made: Provenance; sample: SampleView }) {
  const { query } = made;
  const own = new Set(["seed", "n", "order", "request"]);
  const kept = Object.entries(auditParameters(query)).filter(
    (entry): entry is [string, string] => !own.has(entry[0]) && entry[1] !== null && entry[1] !== "",
  );
  const size = sample.items.length;
  return (
    <Section
      title="Sample"
      id="rows"
      aside={
        <>
          <span>
            {size.toLocaleString("en")} of {sample.population.toLocaleString("en")} requests
          </span>
          <SimulatedLegend entries={sample.items} />
        </>
      }
    >
      <Form
        action="/audit"
        role="search"
        aria-label="How the sample is drawn"
        key={`${sample.seed} ${sample.n} ${sample.order}`}
        className="mb-3 flex flex-wrap items-end gap-3"
        data-screen-only=""
      >
        {kept.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Labelled label="Drawn">
          <select name="order" defaultValue={sample.order} className={field}>
            <option value="random">at random</option>
            <option value="risk">by risk, exceptions first</option>
          </select>
        </Labelled>
        <Labelled label="Size">
          <input
            name="n"
            type="number"
            min={1}
            max={200}
            defaultValue={sample.n}
            className={cn(field, "w-20")}
          />
        </Labelled>
        <Labelled label="Seed">
          <input
            name="seed"
            defaultValue={sample.seed}
            maxLength={64}
            pattern="[A-Za-z0-9_\-]+"
            title="Letters, digits, - and _"
            autoComplete="off"
            spellCheck={false}
            className={cn(field, "w-48 font-mono text-xs")}
          />
        </Labelled>
        <button type="submit" className={buttonStyles({ variant: "primary" })}>
          Draw
        </button>
        <LinkButton
          href={auditAddress(query, { seed: null })}
          prefetch={false}
          variant="ghost"
          icon={<Dices />}
        >
          Another seed
        </LinkButton>
      </Form>
      <p className="mb-3 max-w-[60rem] text-sm text-muted">
        {sample.order === "random"
          ? "The requests of the population are put in the order of "
          : "Requests with the most exceptions come first; where that is equal, they stand in the order of "}
        <span className="font-mono text-xs text-fg">SHA-256(seed, newline, request key)</span>, written in
        hex, and the first {sample.n.toLocaleString("en")} are the sample. The same seed over the same
        population gives the same rows, here or with any other tool: seed{" "}
        <span className="font-mono text-xs text-fg">{sample.seed}</span>, population{" "}
        {sample.population.toLocaleString("en")}
        {sample.fingerprint === "" ? null : (
          <>
            , SHA-256 over its sorted keys{" "}
            <span className="font-mono text-xs break-all text-fg" title={sample.fingerprint}>
              {sample.fingerprint.slice(0, 16)}…
            </span>
          </>
        )}
        .
      </p>
      {sample.problem !== null ? (
        <Callout tone="warning" title="No sample was drawn">
          {sample.problem}
        </Callout>
      ) : size === 0 ? (
        <EmptyState icon={<Dices />} title="There is nothing to draw from">
          No request was made in this period that fits. Choose a longer period or fewer filters above.
        </EmptyState>
      ) : (
        <RequestRows
          caption="Sample, in the order drawn"
          rows={sample.items}
          firstNumber={1}
          showExceptions
          hrefOf={(key) => auditAddress(query, { step: "record", request: key })}
        />
      )}
      <ListFoot
        {...made}
        list="sample"
        rows={size}
        terms={[
          `seed ${sample.seed}`,
          sample.order === "random" ? "at random" : "by risk",
          `drawn from ${sample.population.toLocaleString("en")}`,
        ]}
      />
    </Section>
  );
}

function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <label className="grid gap-1 text-xs font-medium text-muted">
      {label}
      {children}
    </label>
  );
}
