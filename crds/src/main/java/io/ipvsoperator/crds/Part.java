package io.ipvsoperator.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A part of a custom resource. A field that a newer version added is ignored when read, an absent one is not written.
 * Enumerations are strings here, so that a value of a newer version spoils one object and not the list it came in;
 * the schema knows their values.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public interface Part {}
