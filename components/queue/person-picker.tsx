"use client";

import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";

import { StateBadge } from "#components/state-badge.tsx";
import { showUnsafeText } from "#components/split-unsafe-text.ts";
import { Combobox, type ComboboxItem } from "#components/ui/combobox.tsx";
import type { SubjectView } from "#lib/domain/views/parts.ts";
import { peopleQuery } from "#lib/queries/people.ts";

export interface PickedPerson extends ComboboxItem {
  person: SubjectView;
}

export interface PersonPickerProps {
  value: PickedPerson | null;
  onValueChange: (picked: PickedPerson | null) => void;
  /** What the field searches for before anything is typed. */
  startWith?: string | undefined;
}

/** Finds a person in the copy of the directory, by name or e-mail. */
export function PersonPicker({ value, onValueChange, startWith = "" }: PersonPickerProps) {
  const [typed, setTyped] = useState(startWith);
  const q = useDeferredValue(typed.trim());
  const { data, isFetching, isError } = useQuery(peopleQuery(q));
  const items = (data?.items ?? []).map(toItem);
  return (
    <Combobox
      items={items}
      value={value}
      onValueChange={onValueChange}
      onQueryChange={setTyped}
      searching={isFetching && items.length === 0}
      placeholder="Name or e-mail"
      emptyText={
        isError
          ? "The console doesn’t answer. Try again in a moment."
          : "Nobody in the directory matches. Try a part of the name or the e-mail."
      }
    />
  );
}

function toItem(person: SubjectView): PickedPerson {
  return {
    id: person.userId,
    label: showUnsafeText(person.name),
    detail: (
      <span className="flex items-center gap-2 py-0.5">
        <span className="truncate">{showUnsafeText(person.email)}</span>
        {person.state === "ACTIVE" ? null : <StateBadge state={person.state} readAt={person.readAt} />}
      </span>
    ),
    person,
  };
}
