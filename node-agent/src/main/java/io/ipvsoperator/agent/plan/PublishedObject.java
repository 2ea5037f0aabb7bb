package io.ipvsoperator.agent.plan;

import java.util.Map;

/**
 * One object as the API server gave it, its spec not yet looked at: what is wrong in one object must not hide the others.
 *
 * @param generation of the spec
 */
public record PublishedObject(String name, long generation, Map<String, Object> spec) {}
