import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { DescriptionList } from "#components/ui/description-list.tsx";
import { Section } from "#components/ui/section.tsx";
import { type Role, roleNames } from "#lib/domain/roles.ts";
import type { SignInContext } from "#lib/domain/views/audit-view.ts";

/** How each person was signed in when they asked or decided, as the identity provider said it and the entry has it. */
export function RecordContexts({ contexts }: { contexts: readonly SignInContext[] }) {
  return (
    <Section title="Sign-in contexts" id="contexts" flush>
      {contexts.length === 0 ? (
        <p className="px-4 py-3 text-sm text-muted">No person acted on this request.</p>
      ) : (
        <ul className="divide-y">
          {contexts.map((context) => (
            <li
              key={`${context.person} ${context.did} ${context.at}`}
              className="px-4 py-3"
              data-keep-together=""
            >
              <p className="mb-1.5 text-sm text-fg">
                <SafeText text={context.person} className="font-medium" /> {context.did}{" "}
                <TimeStamp at={context.at} show="audit" className="text-muted" />
              </p>
              <DescriptionList
                items={[
                  { term: "Roles then", value: context.roles.map(roleName).join(", ") || "none" },
                  { term: "Issuer", value: <Mono text={context.iss} /> },
                  { term: "Subject", value: <Mono text={context.sub} /> },
                  { term: "Authenticated by", value: context.amr.join(", ") || "not stated" },
                  {
                    term: "Signed in",
                    value:
                      context.authTime === null ? (
                        "not stated"
                      ) : (
                        <TimeStamp at={context.authTime} show="audit" className="text-muted" />
                      ),
                  },
                  { term: "Session", value: <Mono text={context.sessionRef} /> },
                ]}
              />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function roleName(role: string): string {
  return roleNames[role as Role] ?? role;
}

function Mono({ text }: { text: string | null }) {
  return text === null ? <>not stated</> : <SafeText text={text} className="font-mono text-xs break-all" />;
}
