import { defineSinks, namedSink, resolvedSink } from './define.ts';

const PATH =
  /^(?:@aws-sdk\/client-(?:sqs|sns|eventbridge|kinesis)\.(?:SendMessage(?:Batch)?|Publish(?:Batch)?|PutEvents|PutRecords?)Command|boto3\.(?:client|resource)\(\)(?:\.\w+\(\))?\.(?:send_message(?:_batch)?|publish|put_events|put_records?)|kafkajs\.Kafka\(\)\.producer\(\)\.send(?:Batch)?|kafka\.KafkaProducer\(\)\.send|confluent_kafka\.Producer\(\)\.produce|bull(?:mq)?\.Queue\(\)\.add(?:Bulk)?|bull\(\)\.add|rq\.Queue\(\)\.enqueue|pika\.\w+\(\)\.channel\(\)\.basic_publish|google\.cloud\.pubsub_v1\.PublisherClient\(\)\.publish|@google-cloud\/pubsub\.PubSub\(\)\.topic\(\)\.publish(?:Message|Json)?|org\.springframework\.kafka\.core\.KafkaTemplate\(\)\.send|org\.springframework\.amqp\.rabbit\.core\.RabbitTemplate\(\)\.(?:convertAndSend|send)|org\.springframework\.jms\.core\.JmsTemplate\(\)\.convertAndSend|github\.com\/aws\/aws-sdk-go-v2\/service\/(?:sqs|sns)\.\w+\(\)\.(?:SendMessage|Publish)|github\.com\/segmentio\/kafka-go\.Writer\(\)\.WriteMessages|github\.com\/nats-io\/nats\.go\.\w+\(\)\.Publish|github\.com\/rabbitmq\/amqp091-go\.\w+\(\)\.Publish(?:WithContext)?|Azure\.Messaging\.\w+\.\w+\(\)\.(?:SendMessages?|SendEvents?)Async|@azure\/service-bus\.ServiceBusClient\(\)\.createSender\(\)\.sendMessages|MassTransit\.\w+\(\)\.(?:Publish|Send)|Confluent\.Kafka\.\w+\(\)\.Produce(?:Async)?)$/;
const TASK = /(?:^|\.)\w*\.(?:delay|delay_on_commit|apply_async|perform_async|perform_later|dispatch_async)$/;
const OBJECT =
  /^(?:\w*[qQ]ueue|\w*[pP]roducer|kafka_?[tT]emplate|rabbit_?[tT]emplate|jms_?[tT]emplate|sqs(?:_?[cC]lient)?|sns(?:_?[cC]lient)?|publish_?[eE]ndpoint|_?bus|pub_?[sS]ub|event_?[bB]us)$/;
/** Of Azure, MassTransit and NATS. */
const SENDER =
  /\.WriteMessages$|(?:^|\.)(?:ch|chan|channel)\.(?:publish|sendToQueue|basic_?[pP]ublish|Publish(?:WithContext)?)$|(?:^|\.)_?(?:sender|publisher|publish_?[eE]ndpoint)\.(?:SendMessages?Async|sendMessages?|send_messages|PublishAsync|Publish|publish)$/;
const METHOD =
  /^(?:add|addJob|add_job|enqueue|send|sendMessage|send_message|sendToQueue|produce|publish|Publish|convertAndSend|push|basic_publish|SendMessage|SendMessageAsync|SendMessagesAsync|PublishAsync|ProduceAsync|emit)$/;

/** Queues, topics and jobs in the background: others read what is put there, later and elsewhere. */
export const queues = defineSinks({
  id: 'queues',
  find(call) {
    const { path, text, object, method, args } = call;
    const does = 'puts it into a queue';
    if (path !== null && PATH.test(path)) return resolvedSink(call, 'queue', 'queue', does);
    if (TASK.test(text) || SENDER.test(text) || (OBJECT.test(object) && METHOD.test(method)))
      return namedSink(text, 'queue', 'queue', does, args());
    return null;
  },
});
