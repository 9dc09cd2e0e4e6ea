package io.lakeshift.workflows.lifecycle;

import java.util.Optional;

/**
 * What a person does to a running migration: the one payload of an Update and of the Signal of the same name. An act
 * with an id may be sent as often as its sender likes, by either door: it has one effect, is recorded once, and gets
 * the same answer each time.
 */
public sealed interface Act permits Command, Decision {
    /** Unique among all acts; empty where the sender sends it only once. */
    Optional<String> id();

    Act withId(String id);
}
