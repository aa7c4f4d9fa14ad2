import { context, propagation, trace } from '@opentelemetry/api'

/**
 * Follows what this process does for whoever collects traces, named by the variables every tool of OpenTelemetry goes by
 * (OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_TRACES_SAMPLER, OTEL_TRACES_SAMPLER_ARG, …). Where none is named nothing is loaded. Answers how to end:
 * what was followed is sent first.
 */
export async function openTraces(kind: 'server' | 'workers', env = process.env): Promise<() => Promise<void>> {
  const isWanted = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || env.OTEL_EXPORTER_OTLP_ENDPOINT
  if (!isWanted || env.OTEL_SDK_DISABLED === 'true') return async () => {}
  const [
    { AsyncLocalStorageContextManager },
    { W3CTraceContextPropagator },
    { OTLPTraceExporter },
    { resourceFromAttributes },
    sdk,
  ] = await Promise.all([
    import('@opentelemetry/context-async-hooks'),
    import('@opentelemetry/core'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/sdk-trace-base'),
  ])
  const provider = new sdk.BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.namespace': 'ioc', 'service.name': env.OTEL_SERVICE_NAME || `ioc-${kind}` }),
    spanProcessors: [new sdk.BatchSpanProcessor(new OTLPTraceExporter())],
  })
  trace.setGlobalTracerProvider(provider)
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  propagation.setGlobalPropagator(new W3CTraceContextPropagator())
  return () => provider.shutdown()
}
