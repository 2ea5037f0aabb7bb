{{- define "ipvs-operator.labels" -}}
app.kubernetes.io/part-of: ipvs-operator
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "ipvs-operator.image" -}}
{{ .root.Values.image.repository }}/{{ .name }}:{{ .root.Values.image.tag | default .root.Chart.AppVersion }}
{{- end }}

{{/* Names of service accounts and cluster-wide objects carry the release, so that two releases never share one. */}}
{{- define "ipvs-operator.operator" -}}
{{ .Release.Name }}-operator
{{- end }}
{{- define "ipvs-operator.agent" -}}
{{ .Release.Name }}-agent
{{- end }}
