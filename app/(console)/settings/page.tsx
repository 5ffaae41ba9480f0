import type { Metadata } from "next";
import Link from "next/link";

import { PersonalDataCard } from "#components/personal-data/personal-data-card.tsx";
import { RefreshOnChange } from "#components/refresh-on-change.tsx";
import { AddKey } from "#components/settings/add-key.tsx";
import { AddAnchor } from "#components/settings/add-anchor.tsx";
import { AddSource } from "#components/settings/add-source.tsx";
import { AnchorTable } from "#components/settings/anchor-table.tsx";
import { ConnectionCard } from "#components/settings/connection-card.tsx";
import { EventsActions } from "#components/settings/events-actions.tsx";
import { ExecutionSwitch } from "#components/settings/execution-switch.tsx";
import { KeyTable } from "#components/settings/key-table.tsx";
import { MemberTable } from "#components/settings/member-table.tsx";
import { SourceTable } from "#components/settings/source-table.tsx";
import { WebhooksSection } from "#components/settings/webhooks-section.tsx";
import { TestConnection } from "#components/settings/test-connection.tsx";
import { Count } from "#components/ui/count.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { roleNames, rolesAllow } from "#lib/domain/roles.ts";
import { probeIdentityProvider } from "#lib/server/probe-identity-provider.ts";
import { services } from "#lib/server/services.ts";
import { requireActor } from "#lib/server/session/current.ts";
import { type SettingsPage as Settings, viewSettings } from "#lib/use-cases/view-settings.ts";
import { viewPersonalDataSettings } from "#lib/use-cases/personal-data/view-personal-data.ts";
import { viewWebhooks } from "#lib/use-cases/webhooks/view-webhooks.ts";
import { viewExecution } from "#lib/use-cases/view-governance.ts";
import { viewAnchors } from "#lib/use-cases/log/view-anchors.ts";
import {
  addAnchor,
  addSource,
  confirmEventsAccount,
  pauseExecution,
  removeAnchor,
  resumeExecution,
  testAnchor,
  testConnection,
  testEvents,
} from "./actions.ts";
import * as machine from "./machine-actions.ts";
import * as personal from "./personal-data-actions.ts";

export const metadata: Metadata = { title: "Settings – Countersign" };

export default async function SettingsPage() {
  const actor = await requireActor();
  const here = services();
  const [settings, execution, anchors, personalData, webhooks] = await Promise.all([
    viewSettings(here, actor, {
      installation: here.installation,
      probes: { identityProvider: await probeIdentityProvider(here.env.oidc.issuer) },
    }),
    viewExecution(here, actor),
    viewAnchors(here, here.anchors),
    viewPersonalDataSettings(here, actor),
    viewWebhooks(here, actor),
  ]);
  return (
    <>
      <RefreshOnChange about="settings" />
      <PageHeader
        title="Settings"
        description={
          settings.mayChange
            ? "The health of every connection, and what the console is set to"
            : "The health of every connection, and what the console is set to. Changing it is for administrators."
        }
      />
      <div className="flex flex-col gap-6">
        <Health settings={settings} />
        <Section title="Execution" id="execution" aside={execution.state === "running" ? "runs" : "paused"}>
          <ExecutionSwitch execution={execution} pause={pauseExecution} resume={resumeExecution} />
        </Section>
        <Section title="People and guard rails" id="people-and-rails">
          <ul className="grid gap-2 text-sm">
            <li>
              <Link href="/settings/people" className="font-medium text-accent underline underline-offset-2">
                People
              </Link>{" "}
              <span className="text-muted">
                what is known about people from elsewhere, identity classes, who is protected
              </span>
            </li>
            <li>
              <Link
                href="/settings/guard-rails"
                className="font-medium text-accent underline underline-offset-2"
              >
                Guard rails
              </Link>{" "}
              <span className="text-muted">limits, the brake, and raising it for a mass incident</span>
            </li>
          </ul>
        </Section>
        <Sources settings={settings} />
        <Section
          title="Detections"
          id="detections"
          actions={
            <LinkButton href="/settings/detections" size="sm">
              Open detections
            </LinkButton>
          }
        >
          <p className="text-muted">
            The console’s own rules over 1Password’s events: what they watch, their lists, and what they would
            have found.
          </p>
        </Section>
        <Section
          title="Anchors of the log"
          id="anchors"
          flush
          aside={<Count value={anchors.length} />}
          actions={settings.mayChange ? <AddAnchor add={addAnchor} /> : null}
        >
          <AnchorTable
            anchors={anchors}
            change={settings.mayChange ? { test: testAnchor, remove: removeAnchor } : null}
          />
        </Section>
        <Section
          title="Members"
          id="members"
          flush
          aside={
            <>
              <Count value={settings.members.length} />
              Roles come from the identity provider with each sign-in.
            </>
          }
        >
          <MemberTable
            members={settings.members.map((member) => ({
              ...member,
              roleNames: member.roles.map((role) => roleNames[role]),
            }))}
          />
        </Section>
        <Section
          title="API keys"
          id="keys"
          flush
          aside={
            <>
              <Count value={settings.keys.length} />
              No key can approve, deny or execute.
            </>
          }
          actions={settings.mayChange ? <AddKey add={machine.addKey} /> : null}
        >
          {settings.keys.length === 0 ? (
            <p className="p-4 text-sm text-muted">
              There is no key. Machines can’t read cases or propose requests.
            </p>
          ) : (
            <KeyTable keys={settings.keys} revoke={settings.mayChange ? machine.revokeKey : null} />
          )}
        </Section>
        <WebhooksSection
          view={webhooks}
          actions={
            settings.mayChange
              ? {
                  add: machine.addWebhook,
                  test: machine.testWebhook,
                  change: machine.changeWebhook,
                  remove: machine.removeWebhook,
                  resend: machine.resendWebhook,
                }
              : null
          }
        />
        <PersonalDataCard
          view={personalData}
          actions={{
            ask: personal.askErasure,
            confirm: personal.confirmErasure,
            decline: personal.declineErasure,
          }}
          holdActions={{ end: personal.endLegalHold, keep: personal.keepLegalHold }}
          changeRetention={personal.changeRetention}
          showReceipts={rolesAllow(actor.roles, "audit")}
        />
        <p className="text-xs text-muted">
          Countersign {settings.build.version} · {settings.build.database} · Node {settings.build.node}
        </p>
      </div>
    </>
  );
}

const testable = ["look-up", "suspend", "reactivate"] as const;

function Health({ settings }: { settings: Settings }) {
  return (
    <section aria-labelledby="health-title" id="health">
      <h2 id="health-title" className="mb-2 text-base font-semibold text-fg">
        Health
      </h2>
      <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
        {settings.connections.map((connection) => {
          const credential = testable.find((id) => id === connection.id);
          return (
            <ConnectionCard
              key={connection.id}
              connection={connection}
              test={
                !settings.mayChange || !connection.testable ? null : credential ? (
                  <TestConnection credential={credential} test={testConnection} />
                ) : connection.id === "events" ? (
                  <EventsActions
                    test={testEvents}
                    confirm={confirmEventsAccount}
                    toConfirm={settings.eventsToConfirm}
                  />
                ) : null
              }
            />
          );
        })}
      </div>
    </section>
  );
}

function Sources({ settings }: { settings: Settings }) {
  const { sources, deadLetters, unlinkedSignals } = settings;
  return (
    <Section
      title="Sources of signals"
      id="sources"
      flush
      aside={<Count value={sources.length} />}
      actions={settings.mayChange ? <AddSource add={addSource} /> : null}
    >
      {sources.length === 0 ? (
        <p className="p-4 text-sm text-muted">
          {settings.mayChange
            ? "Nothing sends signals yet. Add a source to get an address and a signing secret for it."
            : "Nothing sends signals yet. An administrator can add a source."}
        </p>
      ) : (
        <SourceTable sources={sources} />
      )}
      <p className="border-t px-4 py-2 text-xs text-muted">
        {deadLetters === 0 ? (
          "No dead letters: everything that came could be read."
        ) : (
          <>
            <Link href="/settings/dead-letters" className="text-accent underline">
              {deadLetters.toLocaleString("en")} dead letters
            </Link>
            : kept as they came, to be replayed or deleted.
          </>
        )}{" "}
        {unlinkedSignals === 0
          ? "Every signal could be linked to a person."
          : `${unlinkedSignals.toLocaleString("en")} signals could be linked to nobody.`}
      </p>
    </Section>
  );
}
