package io.ipvsoperator.agent.health;

/** A part of the agent that counts. Called by the HTTP thread: what it reads must be safe to read from there. */
public interface Metered {
    void writeTo(Exposition page);
}
