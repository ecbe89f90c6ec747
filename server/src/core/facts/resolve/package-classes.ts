/**
 * Classes that packages of the JDK and of common frameworks hold, for `import a.b.*`: those that other tables know by name,
 * and those that would else be taken for another package's. Sources: their own API documentation, 2026-11.
 */
const ROWS: readonly (readonly [module: string, classes: string])[] = [
  [
    'java.net',
    'HttpURLConnection InetAddress InetSocketAddress ServerSocket Socket DatagramSocket URI URL URLConnection',
  ],
  ['java.net.http', 'HttpClient HttpRequest HttpResponse WebSocket'],
  [
    'java.io',
    'BufferedReader File FileInputStream FileOutputStream FileReader FileWriter IOException InputStream OutputStream',
  ],
  ['java.nio.file', 'Files Path Paths'],
  [
    'java.util',
    'ArrayList Arrays Base64 Collection Collections Date HashMap HashSet List Map Objects Optional Set UUID',
  ],
  ['java.util.logging', 'Level Logger'],
  ['java.sql', 'Connection DriverManager PreparedStatement ResultSet SQLException Statement'],
  ['java.security', 'MessageDigest Principal SecureRandom Signature'],
  ['org.slf4j', 'Logger LoggerFactory MDC'],
  ['org.springframework.beans.factory.annotation', 'Autowired Qualifier Value'],
  ['org.springframework.http', 'HttpEntity HttpHeaders HttpMethod HttpStatus MediaType ResponseEntity'],
  ['org.springframework.stereotype', 'Component Controller Repository Service'],
  ['org.springframework.web.client', 'RestClient RestTemplate'],
  [
    'org.springframework.web.bind.annotation',
    `CookieValue CrossOrigin DeleteMapping ExceptionHandler GetMapping ModelAttribute PatchMapping PathVariable PostMapping
    PutMapping RequestBody RequestHeader RequestMapping RequestMethod RequestParam ResponseBody ResponseStatus
    RestController RestControllerAdvice`,
  ],
  ['com.amazonaws.services.dynamodbv2.document', 'DynamoDB Index Item Table'],
  ['com.amazonaws.services.dynamodbv2.datamodeling', 'DynamoDBMapper IDynamoDBMapper'],
  ['com.amazonaws.services.s3.transfer', 'TransferManager TransferManagerBuilder'],
  [
    'software.amazon.awssdk.enhanced.dynamodb',
    `DynamoDbAsyncIndex DynamoDbAsyncTable DynamoDbEnhancedAsyncClient DynamoDbEnhancedClient DynamoDbIndex DynamoDbTable
    Key TableSchema`,
  ],
  ...['javax', 'jakarta'].flatMap((root): (readonly [string, string])[] => [
    [
      `${root}.persistence`,
      'Column Embeddable Entity EntityManager Id ManyToOne MappedSuperclass OneToMany Table Transient',
    ],
    [`${root}.annotation.security`, 'DenyAll PermitAll RolesAllowed'],
    [
      `${root}.ws.rs`,
      'ApplicationPath BeanParam Consumes DELETE FormParam GET HEAD HeaderParam OPTIONS PATCH POST PUT Path PathParam Produces QueryParam',
    ],
    [`${root}.ws.rs.client`, 'Client ClientBuilder Entity WebTarget'],
    [`${root}.ws.rs.core`, 'Context MediaType Response SecurityContext'],
    [`${root}.servlet.http`, 'Cookie HttpServlet HttpServletRequest HttpServletResponse HttpSession'],
  ]),
];

export const packageClasses: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  ROWS.map(([module, classes]) => [module, new Set(classes.split(/\s+/))]),
);
