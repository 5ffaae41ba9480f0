"use client";

import { SafeText } from "#components/safe-text.tsx";
import type { PathChoice } from "#components/sources/tested-event.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TableScroll,
} from "#components/ui/table.tsx";
import { mappedFieldWords, mappedFields } from "#lib/domain/source-mapping.ts";
import type { FoundField } from "#lib/domain/views/source-view.ts";

const howWords = {
  mapped: "mapped",
  found: "found",
  assumed: "assumed",
  missing: "not found",
} as const satisfies Record<FoundField["how"], string>;

/** Each field with its value and the place it came from; a press chooses the field to map next. */
export function FieldTable({ fields, choice }: { fields: readonly FoundField[]; choice: PathChoice | null }) {
  return (
    <TableScroll label="Fields found, to scroll">
      <Table caption="What was found where">
        <TableHead>
          <tr>
            <TableHeader>Field</TableHeader>
            <TableHeader>Value</TableHeader>
            <TableHeader>Found at</TableHeader>
            {choice === null ? null : <TableHeader>Map</TableHeader>}
          </tr>
        </TableHead>
        <TableBody>
          {mappedFields.map((name) => {
            const found = fields.find(({ field }) => field === name);
            if (!found) return null;
            return (
              <TableRow key={name} selected={choice?.field === name}>
                <TableCell className="whitespace-nowrap">{mappedFieldWords[name]}</TableCell>
                <TableCell className="max-w-md break-words">
                  {found.value === null ? (
                    <span className="text-muted">–</span>
                  ) : (
                    <SafeText text={found.value} />
                  )}
                </TableCell>
                <TableCell className="text-xs">
                  <span className="flex flex-wrap items-center gap-1.5">
                    {found.at === null ? null : <code className="font-mono break-all">{found.at}</code>}
                    <Badge tone={found.how === "assumed" ? "warning" : "neutral"}>
                      {howWords[found.how]}
                    </Badge>
                  </span>
                </TableCell>
                {choice === null ? null : (
                  <TableCell>
                    <Button
                      size="sm"
                      variant={choice.field === name ? "secondary" : "ghost"}
                      aria-pressed={choice.field === name}
                      aria-label={`Map ${mappedFieldWords[name]}`}
                      onClick={() => choice.onField(name)}
                    >
                      Map
                    </Button>
                  </TableCell>
                )}
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </TableScroll>
  );
}
