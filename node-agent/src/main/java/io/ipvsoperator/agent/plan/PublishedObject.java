package io.ipvsoperator.agent.plan;

/**
 * One object as the API server gave it, its spec not yet looked at: what is wrong in one object must not hide the others.
 *
 * @param generation of the spec
 * @param spec a JSON object, as text
 */
public record PublishedObject(String name, long generation, String spec) {}
