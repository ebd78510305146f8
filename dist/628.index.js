export const id = 628;
export const ids = [628];
export const modules = {

/***/ 6450:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PR: () => (/* binding */ key_value_store_schema_default),
/* harmony export */   eS: () => (/* binding */ dataset_schema_default),
/* harmony export */   fe: () => (/* binding */ output_schema_default),
/* harmony export */   is: () => (/* binding */ input_schema_default),
/* harmony export */   zH: () => (/* binding */ actor_schema_default)
/* harmony export */ });
/* unused harmony exports getActorSchemaValidator, getDatasetSchemaValidator, getInputSchemaValidator, getKeyValueStoreSchemaValidator, getOutputSchemaValidator */
var __defProp = Object.defineProperty;
var __name = (target, value) => __defProp(target, "name", { value, configurable: true });

// schemas/actor.schema.json
var actor_schema_default = {
  $id: "https://apify.com/schemas/v1/actor.json",
  title: "JSON schema of Apify Actor actor.json file",
  type: "object",
  properties: {
    $schema: {
      type: "string"
    },
    actorSpecification: {
      type: "integer",
      minimum: 1,
      maximum: 1
    },
    name: {
      type: "string"
    },
    title: {
      type: "string"
    },
    description: {
      type: "string"
    },
    version: {
      type: "string",
      pattern: "^([0-9]+)\\.([0-9]+)(\\.[0-9]+){0,1}$"
    },
    buildTag: {
      type: "string",
      default: "latest"
    },
    environmentVariables: {
      type: "object",
      patternProperties: {
        "^": {
          type: "string"
        }
      }
    },
    dockerfile: {
      type: "string",
      default: "../Dockerfile"
    },
    dockerContextDir: {
      type: "string"
    },
    readme: {
      type: "string",
      default: "../README.md"
    },
    changelog: {
      type: "string"
    },
    minMemoryMbytes: {
      type: "integer",
      minimum: 128,
      maximum: 32768
    },
    maxMemoryMbytes: {
      type: "integer",
      minimum: 128,
      maximum: 32768
    },
    defaultMemoryMbytes: {
      oneOf: [
        {
          type: "string"
        },
        {
          type: "integer",
          minimum: 128,
          maximum: 32768
        }
      ]
    },
    input: {
      oneOf: [
        {
          type: "string"
        },
        {
          type: "object"
        }
      ]
    },
    inputSchema: {
      oneOf: [
        {
          type: "string"
        },
        {
          type: "object"
        }
      ]
    },
    output: {
      oneOf: [
        {
          type: "string"
        },
        {
          $ref: "https://apify.com/schemas/v1/output.json"
        }
      ]
    },
    outputSchema: {
      oneOf: [
        {
          type: "string"
        },
        {
          $ref: "https://apify.com/schemas/v1/output.json"
        }
      ]
    },
    storages: {
      type: "object",
      properties: {
        keyValueStore: {
          oneOf: [
            {
              type: "string"
            },
            {
              $ref: "https://apify.com/schemas/v1/key-value-store.json"
            }
          ]
        },
        dataset: {
          oneOf: [
            {
              type: "string"
            },
            {
              $ref: "https://apify.com/schemas/v1/dataset.json"
            }
          ]
        },
        datasets: {
          type: "object",
          minProperties: 1,
          maxProperties: 10,
          additionalProperties: {
            oneOf: [
              {
                type: "string"
              },
              {
                $ref: "https://apify.com/schemas/v1/dataset.json"
              }
            ]
          },
          propertyNames: {
            pattern: "^[A-Za-z][A-Za-z0-9_]{0,100}$"
          },
          required: [
            "default"
          ]
        }
      },
      not: {
        required: [
          "dataset",
          "datasets"
        ]
      },
      additionalProperties: false
    },
    usesStandbyMode: {
      type: "boolean"
    },
    webServerSchema: {
      oneOf: [
        {
          type: "string"
        },
        {
          type: "object"
        }
      ]
    },
    webServerMcpPath: {
      type: "string"
    }
  },
  required: [
    "actorSpecification",
    "version",
    "name"
  ]
};

// schemas/dataset.schema.json
var dataset_schema_default = {
  $id: "https://apify.com/schemas/v1/dataset.json",
  title: "JSON schema of Apify Actor dataset schema",
  type: "object",
  properties: {
    $schema: {
      type: "string"
    },
    actorSpecification: {
      type: "integer",
      minimum: 1,
      maximum: 1
    },
    title: {
      type: "string"
    },
    description: {
      type: "string"
    },
    fields: {
      $ref: "http://json-schema.org/draft-07/schema#"
    },
    views: {
      type: "object",
      patternProperties: {
        "^": {
          type: "object",
          properties: {
            title: {
              type: "string"
            },
            description: {
              type: "string"
            },
            transformation: {
              type: "object",
              properties: {
                fields: {
                  type: "array",
                  items: {
                    type: "string"
                  },
                  minItems: 1,
                  uniqueItems: true
                },
                clean: {
                  type: "boolean",
                  default: false
                },
                omit: {
                  type: "array",
                  items: {
                    type: "string"
                  },
                  minItems: 1,
                  uniqueItems: true
                },
                unwind: {
                  type: "array",
                  items: {
                    type: "string"
                  },
                  minItems: 1,
                  uniqueItems: true
                },
                flatten: {
                  type: "array",
                  items: {
                    type: "string"
                  },
                  minItems: 1,
                  uniqueItems: true
                },
                desc: {
                  type: "boolean"
                },
                skipHidden: {
                  type: "boolean"
                },
                skipEmpty: {
                  type: "boolean"
                }
              }
            },
            display: {
              type: "object",
              properties: {
                component: {
                  type: "string",
                  enum: [
                    "table",
                    "grid"
                  ]
                },
                options: {
                  type: "object"
                },
                properties: {
                  type: "object"
                }
              },
              required: [
                "component"
              ]
            }
          },
          anyOf: [
            {
              required: [
                "title",
                "transformation"
              ]
            },
            {
              required: [
                "title",
                "display"
              ]
            }
          ]
        }
      }
    }
  },
  anyOf: [
    {
      required: [
        "actorSpecification",
        "views"
      ]
    },
    {
      required: [
        "actorSpecification",
        "fields"
      ]
    }
  ],
  additionalProperties: false
};

// schemas/input.schema.json
var input_schema_default = {
  $id: "https://apify.com/schemas/v1/input.json",
  title: "JSON schema of Apify Actor input",
  type: "object",
  properties: {
    $schema: {
      type: "string"
    },
    title: {
      type: "string"
    },
    schemaVersion: {
      type: "integer",
      minimum: 1,
      maximum: 1
    },
    description: {
      type: "string"
    },
    type: {
      enum: ["object"]
    },
    required: {
      type: "array",
      minItems: 0,
      items: { type: "string" },
      uniqueItems: true
    },
    additionalProperties: {
      type: "boolean"
    },
    properties: {
      type: "object",
      patternProperties: {
        "^": {
          oneOf: [
            { $ref: "#/definitions/stringProperty" },
            { $ref: "#/definitions/stringEnumProperty" },
            { $ref: "#/definitions/arrayProperty" },
            { $ref: "#/definitions/objectProperty" },
            { $ref: "#/definitions/integerProperty" },
            { $ref: "#/definitions/numberProperty" },
            { $ref: "#/definitions/booleanProperty" },
            { $ref: "#/definitions/resourceProperty" },
            { $ref: "#/definitions/resourceArrayProperty" },
            { $ref: "#/definitions/anyProperty" }
          ]
        }
      }
    }
  },
  additionalProperties: false,
  required: ["title", "type", "properties", "schemaVersion"],
  definitions: {
    stringEnumProperty: {
      title: "Enum property",
      type: "object",
      unevaluatedProperties: false,
      properties: {
        type: { enum: ["string"] },
        editor: { enum: ["select"] },
        title: { type: "string" },
        description: { type: "string" },
        prefill: { type: "string" },
        example: { type: "string" },
        nullable: { type: "boolean" },
        sectionCaption: { type: "string" },
        sectionDescription: { type: "string" },
        enum: {
          type: "array",
          items: { type: "string" },
          minItems: 1,
          uniqueItems: true
        },
        enumTitles: {
          type: "array",
          items: { type: "string" },
          minItems: 1
        },
        errorMessage: { $ref: "#/definitions/errorMessage" }
      },
      required: ["type", "title", "description", "enum"],
      if: {
        properties: { nullable: { const: false } }
      },
      then: {
        properties: { default: { type: "string" } }
      },
      else: {
        properties: { default: { type: ["string", "null"] } }
      }
    },
    stringProperty: {
      title: "String property",
      type: "object",
      additionalProperties: true,
      properties: {
        type: { enum: ["string"] },
        title: { type: "string" },
        description: { type: "string" },
        nullable: { type: "boolean" },
        editor: { enum: ["javascript", "python", "textfield", "textarea", "datepicker", "select", "fileupload", "hidden"] },
        isSecret: { type: "boolean" }
      },
      required: ["type", "title", "description", "editor"],
      if: {
        properties: {
          isSecret: { not: { const: true } }
        }
      },
      then: {
        properties: {
          type: { enum: ["string"] },
          title: { type: "string" },
          description: { type: "string" },
          prefill: { type: "string" },
          example: { type: "string" },
          pattern: { type: "string" },
          nullable: { type: "boolean" },
          minLength: { type: "integer" },
          maxLength: { type: "integer" },
          sectionCaption: { type: "string" },
          sectionDescription: { type: "string" },
          isSecret: { enum: [false] },
          errorMessage: { $ref: "#/definitions/errorMessage" }
        },
        unevaluatedProperties: false,
        allOf: [
          {
            if: {
              properties: {
                editor: { const: "datepicker" }
              }
            },
            then: {
              properties: {
                editor: { enum: ["datepicker"] },
                dateType: { enum: ["absolute", "relative", "absoluteOrRelative"] }
              }
            },
            else: {
              properties: {
                editor: { enum: ["javascript", "python", "textfield", "textarea", "select", "fileupload", "hidden"] }
              }
            }
          },
          {
            if: {
              properties: { nullable: { const: false } }
            },
            then: {
              properties: { default: { type: "string" } }
            },
            else: {
              properties: { default: { type: ["string", "null"] } }
            }
          },
          {
            if: {
              required: ["editor"],
              properties: {
                editor: { const: "select" }
              }
            },
            then: {
              properties: {
                enumSuggestedValues: {
                  type: "array",
                  items: { type: "string" },
                  minItems: 1,
                  uniqueItems: true
                },
                enumTitles: {
                  type: "array",
                  items: { type: "string" },
                  minItems: 1
                }
              },
              required: ["enumSuggestedValues"]
            }
          }
        ]
      },
      else: {
        additionalProperties: false,
        properties: {
          type: { enum: ["string"] },
          title: { type: "string" },
          description: { type: "string" },
          prefill: { type: "string" },
          example: { type: "string" },
          nullable: { type: "boolean" },
          editor: { enum: ["textfield", "textarea", "hidden"] },
          isSecret: { enum: [true] },
          sectionCaption: { type: "string" },
          sectionDescription: { type: "string" },
          errorMessage: { $ref: "#/definitions/errorMessage" }
        }
      }
    },
    arrayProperty: {
      title: "Array property",
      type: "object",
      properties: {
        type: { enum: ["array"] },
        editor: { enum: ["json", "requestListSources", "pseudoUrls", "globs", "keyValue", "stringList", "fileupload", "select", "schemaBased", "hidden"] },
        isSecret: { type: "boolean" }
      },
      required: ["type", "title", "description", "editor"],
      if: {
        properties: {
          isSecret: { not: { const: true } }
        }
      },
      then: {
        properties: {
          type: { enum: ["array"] },
          title: { type: "string" },
          description: { type: "string" },
          prefill: { type: "array" },
          example: { type: "array" },
          nullable: { type: "boolean" },
          minItems: { type: "integer" },
          maxItems: { type: "integer" },
          uniqueItems: { type: "boolean" },
          sectionCaption: { type: "string" },
          sectionDescription: { type: "string" },
          placeholderKey: { type: "string" },
          placeholderValue: { type: "string" },
          isSecret: { enum: [false] },
          errorMessage: { $ref: "#/definitions/errorMessage" }
        },
        unevaluatedProperties: false,
        allOf: [
          {
            oneOf: [
              {
                required: ["editor"],
                properties: {
                  editor: { enum: ["select"] },
                  items: { $ref: "#/definitions/arrayItemsSelect" }
                }
              },
              {
                required: ["editor"],
                properties: {
                  editor: { enum: ["keyValue"] },
                  items: { $ref: "#/definitions/arrayItemsKeyValue" }
                }
              },
              {
                required: ["editor"],
                properties: {
                  editor: { enum: ["fileupload"] },
                  items: { $ref: "#/definitions/arrayItemsFileupload" }
                }
              },
              {
                required: ["editor"],
                properties: {
                  editor: { enum: ["stringList"] },
                  items: { $ref: "#/definitions/arrayItemsStringList" }
                }
              },
              {
                required: ["editor"],
                properties: {
                  editor: { enum: ["globs"] },
                  items: { $ref: "#/definitions/arrayItemsGlobs" }
                }
              },
              {
                required: ["editor"],
                properties: {
                  editor: { enum: ["pseudoUrls"] },
                  items: { $ref: "#/definitions/arrayItemsPseudoUrls" }
                }
              },
              {
                required: ["editor"],
                properties: {
                  editor: { enum: ["requestListSources"] },
                  items: { $ref: "#/definitions/arrayItemsRequestListSources" }
                }
              },
              {
                required: ["editor"],
                properties: {
                  editor: { enum: ["json", "schemaBased", "hidden"] },
                  items: { $ref: "#/definitions/arrayItems" }
                }
              },
              {
                not: { required: ["editor"] },
                properties: { items: { $ref: "#/definitions/arrayItems" } }
              }
            ]
          },
          {
            if: {
              properties: { nullable: { const: false } }
            },
            then: {
              properties: { default: { type: "array" } }
            },
            else: {
              properties: { default: { type: ["array", "null"] } }
            }
          }
        ]
      },
      else: {
        additionalProperties: false,
        properties: {
          type: { enum: ["array"] },
          editor: { enum: ["json", "hidden"] },
          title: { type: "string" },
          description: { type: "string" },
          prefill: { type: "array" },
          example: { type: "array" },
          nullable: { type: "boolean" },
          minItems: { type: "integer" },
          maxItems: { type: "integer" },
          uniqueItems: { type: "boolean" },
          sectionCaption: { type: "string" },
          sectionDescription: { type: "string" },
          items: { $ref: "#/definitions/arrayItems" },
          isSecret: { enum: [true] },
          errorMessage: { $ref: "#/definitions/errorMessage" }
        }
      }
    },
    objectProperty: {
      title: "Object property",
      type: "object",
      properties: {
        type: { enum: ["object"] },
        title: { type: "string" },
        description: { type: "string" },
        editor: { enum: ["json", "proxy", "schemaBased", "hidden"] },
        isSecret: { type: "boolean" }
      },
      required: ["type", "title", "description", "editor"],
      if: {
        properties: {
          isSecret: { not: { const: true } }
        }
      },
      then: {
        properties: {
          type: { enum: ["object"] },
          title: { type: "string" },
          description: { type: "string" },
          prefill: { type: "object" },
          example: { type: "object" },
          nullable: { type: "boolean" },
          minProperties: { type: "integer" },
          maxProperties: { type: "integer" },
          editor: { enum: ["json", "proxy", "schemaBased", "hidden"] },
          sectionCaption: { type: "string" },
          sectionDescription: { type: "string" },
          isSecret: { enum: [false] },
          required: {
            type: "array",
            minItems: 0,
            items: { type: "string" },
            uniqueItems: true
          },
          additionalProperties: {
            type: "boolean"
          },
          errorMessage: { $ref: "#/definitions/errorMessage" }
        },
        unevaluatedProperties: false,
        allOf: [
          {
            oneOf: [
              { properties: {
                editor: { enum: ["proxy"] },
                properties: { $ref: "#/definitions/subObjectPropertiesProxy" }
              } },
              { properties: {
                editor: { enum: ["json", "schemaBased", "hidden"] },
                properties: { $ref: "#/definitions/subObjectProperties" }
              } }
            ]
          },
          {
            if: {
              properties: { nullable: { const: false } }
            },
            then: {
              properties: { default: { type: "object" } }
            },
            else: {
              properties: { default: { type: ["object", "null"] } }
            }
          }
        ]
      },
      else: {
        additionalProperties: false,
        properties: {
          type: { enum: ["object"] },
          title: { type: "string" },
          description: { type: "string" },
          prefill: { type: "object" },
          example: { type: "object" },
          nullable: { type: "boolean" },
          minProperties: { type: "integer" },
          maxProperties: { type: "integer" },
          editor: { enum: ["json", "hidden"] },
          sectionCaption: { type: "string" },
          sectionDescription: { type: "string" },
          properties: { $ref: "#/definitions/subObjectProperties" },
          isSecret: { enum: [true] },
          required: {
            type: "array",
            minItems: 0,
            items: { type: "string" },
            uniqueItems: true
          },
          additionalProperties: {
            type: "boolean"
          },
          errorMessage: { $ref: "#/definitions/errorMessage" }
        }
      }
    },
    integerProperty: {
      title: "Integer property",
      type: "object",
      unevaluatedProperties: false,
      properties: {
        type: { enum: ["integer"] },
        title: { type: "string" },
        description: { type: "string" },
        prefill: { type: "integer" },
        example: { type: "integer" },
        nullable: { type: "boolean" },
        minimum: { type: "integer" },
        maximum: { type: "integer" },
        unit: { type: "string" },
        editor: { enum: ["number", "hidden"] },
        sectionCaption: { type: "string" },
        sectionDescription: { type: "string" },
        errorMessage: { $ref: "#/definitions/errorMessage" }
      },
      required: ["type", "title", "description"],
      if: {
        properties: { nullable: { const: false } }
      },
      then: {
        properties: { default: { type: "integer" } }
      },
      else: {
        properties: { default: { type: ["integer", "null"] } }
      }
    },
    numberProperty: {
      title: "Number property",
      type: "object",
      unevaluatedProperties: false,
      properties: {
        type: { enum: ["number"] },
        title: { type: "string" },
        description: { type: "string" },
        prefill: { type: "number" },
        example: { type: "number" },
        nullable: { type: "boolean" },
        minimum: { type: "number" },
        maximum: { type: "number" },
        unit: { type: "string" },
        editor: { enum: ["number", "hidden"] },
        sectionCaption: { type: "string" },
        sectionDescription: { type: "string" },
        errorMessage: { $ref: "#/definitions/errorMessage" }
      },
      required: ["type", "title", "description"],
      if: {
        properties: { nullable: { const: false } }
      },
      then: {
        properties: { default: { type: "number" } }
      },
      else: {
        properties: { default: { type: ["number", "null"] } }
      }
    },
    booleanProperty: {
      title: "Boolean property",
      type: "object",
      unevaluatedProperties: false,
      properties: {
        type: { enum: ["boolean"] },
        title: { type: "string" },
        description: { type: "string" },
        prefill: { type: "boolean" },
        example: { type: "boolean" },
        nullable: { type: "boolean" },
        groupCaption: { type: "string" },
        groupDescription: { type: "string" },
        editor: { enum: ["checkbox", "hidden"] },
        sectionCaption: { type: "string" },
        sectionDescription: { type: "string" },
        errorMessage: { $ref: "#/definitions/errorMessage" }
      },
      required: ["type", "title", "description"],
      if: {
        properties: { nullable: { const: false } }
      },
      then: {
        properties: { default: { type: "boolean" } }
      },
      else: {
        properties: { default: { type: ["boolean", "null"] } }
      }
    },
    resourceProperty: {
      title: "Resource property",
      type: "object",
      unevaluatedProperties: false,
      properties: {
        type: { enum: ["string"] },
        title: { type: "string" },
        description: { type: "string" },
        editor: { enum: ["resourcePicker", "textfield", "hidden"] },
        resourceType: { enum: ["dataset", "keyValueStore", "requestQueue", "mcpConnector"] },
        prefill: { type: "string" },
        example: { type: "string" },
        nullable: { type: "boolean" },
        pattern: { type: "string" },
        minLength: { type: "integer" },
        maxLength: { type: "integer" },
        sectionCaption: { type: "string" },
        sectionDescription: { type: "string" },
        errorMessage: { $ref: "#/definitions/errorMessage" }
      },
      required: ["type", "title", "description", "resourceType"],
      allOf: [
        {
          if: {
            properties: { resourceType: { enum: ["dataset", "keyValueStore", "requestQueue"] } }
          },
          then: {
            properties: {
              resourcePermissions: { $ref: "#/definitions/resourcePermissionsProperty" }
            }
          }
        },
        {
          if: {
            properties: { resourceType: { const: "mcpConnector" } }
          },
          then: {
            properties: {
              mcpServers: { $ref: "#/definitions/mcpServersProperty" }
            },
            required: ["mcpServers"]
          }
        },
        {
          if: {
            required: ["resourcePermissions"]
          },
          then: {
            not: {
              anyOf: [
                { required: ["prefill"] },
                { required: ["default"] }
              ]
            }
          }
        },
        {
          if: {
            properties: { nullable: { const: false } }
          },
          then: {
            properties: { default: { type: "string" } }
          },
          else: {
            properties: { default: { type: ["string", "null"] } }
          }
        }
      ]
    },
    resourceArrayProperty: {
      title: "Resource array property",
      type: "object",
      unevaluatedProperties: false,
      properties: {
        type: { enum: ["array"] },
        title: { type: "string" },
        description: { type: "string" },
        editor: { enum: ["resourcePicker", "hidden"] },
        prefill: { type: "array" },
        example: { type: "array" },
        nullable: { type: "boolean" },
        minItems: { type: "integer" },
        maxItems: { type: "integer" },
        uniqueItems: { type: "boolean" },
        resourceType: { enum: ["dataset", "keyValueStore", "requestQueue", "mcpConnector"] },
        sectionCaption: { type: "string" },
        sectionDescription: { type: "string" },
        errorMessage: { $ref: "#/definitions/errorMessage" }
      },
      required: ["type", "title", "description", "resourceType"],
      allOf: [
        {
          if: {
            properties: { resourceType: { enum: ["dataset", "keyValueStore", "requestQueue"] } }
          },
          then: {
            properties: {
              resourcePermissions: { $ref: "#/definitions/resourcePermissionsProperty" }
            }
          }
        },
        {
          if: {
            properties: { resourceType: { const: "mcpConnector" } }
          },
          then: {
            properties: {
              mcpServers: { $ref: "#/definitions/mcpServersProperty" }
            },
            required: ["mcpServers"]
          }
        },
        {
          if: {
            required: ["resourcePermissions"]
          },
          then: {
            not: {
              anyOf: [
                { required: ["prefill"] },
                { required: ["default"] }
              ]
            }
          }
        },
        {
          if: {
            properties: { nullable: { const: false } }
          },
          then: {
            properties: { default: { type: "array" } }
          },
          else: {
            properties: { default: { type: ["array", "null"] } }
          }
        }
      ]
    },
    resourcePermissionsProperty: {
      title: "Component: Resource permissions definition",
      type: "array",
      items: {
        type: "string",
        enum: ["READ", "WRITE"]
      },
      minItems: 1,
      uniqueItems: true,
      contains: {
        const: "READ"
      }
    },
    mcpServersProperty: {
      title: "Component: MCP servers definition",
      type: "array",
      items: {
        type: "object",
        properties: {
          url: { type: "string", minLength: 1 },
          tools: {
            type: "object",
            properties: {
              required: {
                type: "array",
                items: { type: "string", minLength: 1 },
                minItems: 1,
                uniqueItems: true
              },
              readOnly: { type: "boolean" },
              destructive: { type: "boolean" },
              idempotent: { type: "boolean" },
              openWorld: { type: "boolean" }
            },
            additionalProperties: false
          }
        },
        required: ["url"],
        additionalProperties: false
      },
      minItems: 1
    },
    anyProperty: {
      title: "Any property",
      type: "object",
      unevaluatedProperties: false,
      properties: {
        type: {
          type: ["array"],
          items: {
            type: "string",
            enum: ["object", "array", "string", "integer", "number", "boolean"]
          },
          uniqueItems: true,
          additionalItems: false,
          minItems: 1
        },
        title: { type: "string" },
        description: { type: "string" },
        prefill: { type: ["object", "array", "string", "integer", "number", "boolean"] },
        example: { type: ["object", "array", "string", "integer", "number", "boolean"] },
        nullable: { type: "boolean" },
        editor: { enum: ["json", "hidden"] },
        sectionCaption: { type: "string" },
        sectionDescription: { type: "string" },
        errorMessage: { $ref: "#/definitions/errorMessage" }
      },
      required: ["type", "title", "description", "editor"],
      if: {
        properties: { nullable: { const: false } }
      },
      then: {
        properties: { default: { type: ["object", "array", "string", "integer", "number", "boolean"] } }
      },
      else: {
        properties: { default: { type: ["object", "array", "string", "integer", "number", "boolean", "null"] } }
      }
    },
    subSchemaStringEnumProperty: {
      title: "Sub-schema: Enum property",
      type: "object",
      unevaluatedProperties: false,
      properties: {
        type: { enum: ["string"] },
        editor: { enum: ["select"] },
        title: { type: "string" },
        description: { type: "string" },
        prefill: { type: "string" },
        example: { type: "string" },
        nullable: { type: "boolean" },
        enum: {
          type: "array",
          items: { type: "string" },
          minItems: 1,
          uniqueItems: true
        },
        enumTitles: {
          type: "array",
          items: { type: "string" },
          minItems: 1
        },
        errorMessage: { $ref: "#/definitions/errorMessage" }
      },
      required: ["type", "title", "description", "enum"],
      if: {
        properties: { nullable: { const: false } }
      },
      then: {
        properties: { default: { type: "string" } }
      },
      else: {
        properties: { default: { type: ["string", "null"] } }
      }
    },
    subSchemaStringProperty: {
      title: "Sub-schema: String property",
      type: "object",
      unevaluatedProperties: false,
      properties: {
        type: { enum: ["string"] },
        title: { type: "string" },
        description: { type: "string" },
        prefill: { type: "string" },
        example: { type: "string" },
        pattern: { type: "string" },
        nullable: { type: "boolean" },
        minLength: { type: "integer" },
        maxLength: { type: "integer" },
        editor: { enum: ["javascript", "python", "textfield", "textarea", "datepicker", "select", "fileupload", "hidden"] },
        errorMessage: { $ref: "#/definitions/errorMessage" }
      },
      required: ["type", "title", "description"],
      allOf: [
        {
          if: {
            properties: {
              editor: { const: "datepicker" }
            }
          },
          then: {
            properties: {
              editor: { enum: ["datepicker"] },
              dateType: { enum: ["absolute", "relative", "absoluteOrRelative"] }
            }
          },
          else: {
            properties: {
              editor: { enum: ["javascript", "python", "textfield", "textarea", "select", "fileupload", "hidden"] }
            }
          }
        },
        {
          if: {
            properties: { nullable: { const: false } }
          },
          then: {
            properties: { default: { type: "string" } }
          },
          else: {
            properties: { default: { type: ["string", "null"] } }
          }
        },
        {
          if: {
            required: ["editor"],
            properties: {
              editor: { const: "select" }
            }
          },
          then: {
            properties: {
              enumSuggestedValues: {
                type: "array",
                items: { type: "string" },
                minItems: 1,
                uniqueItems: true
              },
              enumTitles: {
                type: "array",
                items: { type: "string" },
                minItems: 1
              }
            },
            required: ["enumSuggestedValues"]
          }
        }
      ]
    },
    subSchemaArrayProperty: {
      title: "Sub-schema: Array property",
      type: "object",
      properties: {
        type: { enum: ["array"] },
        editor: { enum: ["json", "requestListSources", "pseudoUrls", "globs", "keyValue", "stringList", "fileupload", "select", "hidden"] },
        title: { type: "string" },
        description: { type: "string" },
        prefill: { type: "array" },
        example: { type: "array" },
        nullable: { type: "boolean" },
        minItems: { type: "integer" },
        maxItems: { type: "integer" },
        uniqueItems: { type: "boolean" },
        placeholderKey: { type: "string" },
        placeholderValue: { type: "string" },
        errorMessage: { $ref: "#/definitions/errorMessage" }
      },
      required: ["type", "title", "description"],
      unevaluatedProperties: false,
      allOf: [
        {
          oneOf: [
            {
              required: ["editor"],
              properties: {
                editor: { enum: ["select"] },
                items: { $ref: "#/definitions/arrayItemsSelect" }
              }
            },
            {
              required: ["editor"],
              properties: {
                editor: { enum: ["keyValue"] },
                items: { $ref: "#/definitions/arrayItemsKeyValue" }
              }
            },
            {
              required: ["editor"],
              properties: {
                editor: { enum: ["fileupload"] },
                items: { $ref: "#/definitions/arrayItemsFileupload" }
              }
            },
            {
              required: ["editor"],
              properties: {
                editor: { enum: ["stringList"] },
                items: { $ref: "#/definitions/arrayItemsStringList" }
              }
            },
            {
              required: ["editor"],
              properties: {
                editor: { enum: ["globs"] },
                items: { $ref: "#/definitions/arrayItemsGlobs" }
              }
            },
            {
              required: ["editor"],
              properties: {
                editor: { enum: ["pseudoUrls"] },
                items: { $ref: "#/definitions/arrayItemsPseudoUrls" }
              }
            },
            {
              required: ["editor"],
              properties: {
                editor: { enum: ["requestListSources"] },
                items: { $ref: "#/definitions/arrayItemsRequestListSources" }
              }
            },
            {
              required: ["editor"],
              properties: {
                editor: { enum: ["json", "schemaBased", "hidden"] },
                items: { $ref: "#/definitions/arrayItems" }
              }
            },
            {
              not: { required: ["editor"] },
              properties: { items: { $ref: "#/definitions/arrayItems" } }
            }
          ]
        },
        {
          if: {
            properties: { nullable: { const: false } }
          },
          then: {
            properties: { default: { type: "array" } }
          },
          else: {
            properties: { default: { type: ["array", "null"] } }
          }
        }
      ]
    },
    subSchemaIntegerProperty: {
      title: "Sub-schema: Integer property",
      type: "object",
      unevaluatedProperties: false,
      properties: {
        type: { enum: ["integer"] },
        title: { type: "string" },
        description: { type: "string" },
        prefill: { type: "integer" },
        example: { type: "integer" },
        nullable: { type: "boolean" },
        minimum: { type: "integer" },
        maximum: { type: "integer" },
        unit: { type: "string" },
        editor: { enum: ["number", "hidden"] },
        errorMessage: { $ref: "#/definitions/errorMessage" }
      },
      required: ["type", "title", "description"],
      if: {
        properties: { nullable: { const: false } }
      },
      then: {
        properties: { default: { type: "integer" } }
      },
      else: {
        properties: { default: { type: ["integer", "null"] } }
      }
    },
    subSchemaNumberProperty: {
      title: "Sub-schema: Number property",
      type: "object",
      unevaluatedProperties: false,
      properties: {
        type: { enum: ["number"] },
        title: { type: "string" },
        description: { type: "string" },
        prefill: { type: "number" },
        example: { type: "number" },
        nullable: { type: "boolean" },
        minimum: { type: "number" },
        maximum: { type: "number" },
        unit: { type: "string" },
        editor: { enum: ["number", "hidden"] },
        errorMessage: { $ref: "#/definitions/errorMessage" }
      },
      required: ["type", "title", "description"],
      if: {
        properties: { nullable: { const: false } }
      },
      then: {
        properties: { default: { type: "number" } }
      },
      else: {
        properties: { default: { type: ["number", "null"] } }
      }
    },
    subSchemaBooleanProperty: {
      title: "Sub-schema: Boolean property",
      type: "object",
      unevaluatedProperties: false,
      properties: {
        type: { enum: ["boolean"] },
        title: { type: "string" },
        description: { type: "string" },
        prefill: { type: "boolean" },
        example: { type: "boolean" },
        nullable: { type: "boolean" },
        groupCaption: { type: "string" },
        groupDescription: { type: "string" },
        editor: { enum: ["checkbox", "hidden"] },
        errorMessage: { $ref: "#/definitions/errorMessage" }
      },
      required: ["type", "title", "description"],
      if: {
        properties: { nullable: { const: false } }
      },
      then: {
        properties: { default: { type: "boolean" } }
      },
      else: {
        properties: { default: { type: ["boolean", "null"] } }
      }
    },
    subSchemaObjectProperty: {
      title: "Sub-schema: Object property",
      type: "object",
      unevaluatedProperties: false,
      properties: {
        type: { enum: ["object"] },
        title: { type: "string" },
        description: { type: "string" },
        prefill: { type: "object" },
        example: { type: "object" },
        nullable: { type: "boolean" },
        minProperties: { type: "integer" },
        maxProperties: { type: "integer" },
        editor: { enum: ["json", "proxy", "hidden"] },
        properties: { $ref: "#/definitions/subObjectProperties" },
        required: {
          type: "array",
          minItems: 0,
          items: { type: "string" },
          uniqueItems: true
        },
        additionalProperties: {
          type: "boolean"
        },
        errorMessage: { $ref: "#/definitions/errorMessage" }
      },
      required: ["type", "title", "description"],
      if: {
        properties: { nullable: { const: false } }
      },
      then: {
        properties: { default: { type: "object" } }
      },
      else: {
        properties: { default: { type: ["object", "null"] } }
      }
    },
    subSchemaResourceProperty: {
      title: "Sub-schema: Resource property",
      type: "object",
      unevaluatedProperties: false,
      properties: {
        type: { enum: ["string"] },
        title: { type: "string" },
        description: { type: "string" },
        editor: { enum: ["resourcePicker", "textfield", "hidden"] },
        resourceType: { enum: ["dataset", "keyValueStore", "requestQueue", "mcpConnector"] },
        prefill: { type: "string" },
        example: { type: "string" },
        nullable: { type: "boolean" },
        pattern: { type: "string" },
        minLength: { type: "integer" },
        maxLength: { type: "integer" },
        errorMessage: { $ref: "#/definitions/errorMessage" }
      },
      required: ["type", "title", "description", "resourceType"],
      allOf: [
        {
          if: {
            properties: { resourceType: { enum: ["dataset", "keyValueStore", "requestQueue"] } }
          },
          then: {
            properties: {
              resourcePermissions: { $ref: "#/definitions/resourcePermissionsProperty" }
            }
          }
        },
        {
          if: {
            properties: { resourceType: { const: "mcpConnector" } }
          },
          then: {
            properties: {
              mcpServers: { $ref: "#/definitions/mcpServersProperty" }
            },
            required: ["mcpServers"]
          }
        },
        {
          if: {
            properties: { nullable: { const: false } }
          },
          then: {
            properties: { default: { type: "string" } }
          },
          else: {
            properties: { default: { type: ["string", "null"] } }
          }
        }
      ]
    },
    subSchemaResourceArrayProperty: {
      title: "Sub-schema: Resource array property",
      type: "object",
      unevaluatedProperties: false,
      properties: {
        type: { enum: ["array"] },
        title: { type: "string" },
        description: { type: "string" },
        editor: { enum: ["resourcePicker", "hidden"] },
        prefill: { type: "array" },
        example: { type: "array" },
        nullable: { type: "boolean" },
        minItems: { type: "integer" },
        maxItems: { type: "integer" },
        uniqueItems: { type: "boolean" },
        resourceType: { enum: ["dataset", "keyValueStore", "requestQueue", "mcpConnector"] },
        errorMessage: { $ref: "#/definitions/errorMessage" }
      },
      required: ["type", "title", "description", "resourceType"],
      allOf: [
        {
          if: {
            properties: { resourceType: { enum: ["dataset", "keyValueStore", "requestQueue"] } }
          },
          then: {
            properties: {
              resourcePermissions: { $ref: "#/definitions/resourcePermissionsProperty" }
            }
          }
        },
        {
          if: {
            properties: { resourceType: { const: "mcpConnector" } }
          },
          then: {
            properties: {
              mcpServers: { $ref: "#/definitions/mcpServersProperty" }
            },
            required: ["mcpServers"]
          }
        },
        {
          if: {
            properties: { nullable: { const: false } }
          },
          then: {
            properties: { default: { type: "array" } }
          },
          else: {
            properties: { default: { type: ["array", "null"] } }
          }
        }
      ]
    },
    arrayItems: {
      title: "Utils: Array items definition",
      type: "object",
      properties: {
        type: { enum: ["string", "integer", "number", "boolean", "object", "array"] }
      },
      required: ["type"],
      if: {
        properties: {
          type: { enum: ["object"] }
        }
      },
      then: {
        additionalProperties: false,
        properties: {
          type: { enum: ["object"] },
          properties: {
            type: "object",
            patternProperties: {
              "^": {
                oneOf: [
                  { $ref: "#/definitions/subSchemaStringProperty" },
                  { $ref: "#/definitions/subSchemaStringEnumProperty" },
                  { $ref: "#/definitions/subSchemaArrayProperty" },
                  { $ref: "#/definitions/subSchemaObjectProperty" },
                  { $ref: "#/definitions/subSchemaIntegerProperty" },
                  { $ref: "#/definitions/subSchemaNumberProperty" },
                  { $ref: "#/definitions/subSchemaBooleanProperty" },
                  { $ref: "#/definitions/subSchemaResourceProperty" },
                  { $ref: "#/definitions/subSchemaResourceArrayProperty" }
                ]
              }
            },
            additionalProperties: false
          },
          required: {
            type: "array",
            minItems: 0,
            items: { type: "string" },
            uniqueItems: true
          },
          additionalProperties: {
            type: "boolean"
          }
        }
      },
      else: {
        if: {
          properties: { type: { const: "array" } }
        },
        then: {
          additionalProperties: false,
          properties: {
            type: { enum: ["array"] },
            items: {
              $ref: "#/definitions/arrayItems"
            }
          }
        },
        else: {
          unevaluatedProperties: false,
          properties: {
            type: { enum: ["string", "integer", "number", "boolean"] }
          },
          required: ["type"],
          oneOf: [
            {
              properties: {
                type: { const: "string" },
                pattern: { type: "string" },
                minLength: { type: "integer" },
                maxLength: { type: "integer" }
              }
            },
            {
              properties: {
                type: { const: "integer" },
                minimum: { type: "integer" },
                maximum: { type: "integer" }
              }
            },
            {
              properties: {
                type: { const: "number" },
                minimum: { type: "number" },
                maximum: { type: "number" }
              }
            },
            {
              properties: {
                type: { const: "boolean" }
              }
            }
          ]
        }
      }
    },
    arrayItemsSelect: {
      title: "Utils: Array items select definition",
      type: "object",
      additionalProperties: false,
      properties: {
        type: { enum: ["string"] },
        enum: {
          type: "array",
          items: { type: "string" },
          uniqueItems: true
        },
        enumTitles: {
          type: "array",
          items: { type: "string" }
        },
        enumSuggestedValues: {
          type: "array",
          items: { type: "string" },
          minItems: 1,
          uniqueItems: true
        }
      },
      oneOf: [
        { required: ["type", "enum"] },
        { required: ["type", "enumSuggestedValues"] }
      ]
    },
    arrayItemsKeyValue: {
      title: "Utils: Array items keyValue definition",
      type: "object",
      additionalProperties: false,
      properties: {
        type: { enum: ["object"] },
        properties: {
          type: "object",
          properties: {
            key: {
              type: "object",
              additionalProperties: false,
              properties: {
                type: { enum: ["string"] },
                title: { type: "string" },
                description: { type: "string" },
                pattern: { type: "string" },
                minLength: { type: "integer" },
                maxLength: { type: "integer" }
              },
              required: ["type"]
            },
            value: {
              type: "object",
              additionalProperties: false,
              properties: {
                type: { enum: ["string"] },
                title: { type: "string" },
                description: { type: "string" },
                pattern: { type: "string" },
                minLength: { type: "integer" },
                maxLength: { type: "integer" }
              },
              required: ["type"]
            }
          },
          required: ["key", "value"],
          additionalProperties: false
        },
        required: {
          type: "array",
          minItems: 0,
          items: { type: "string" },
          uniqueItems: true
        },
        additionalProperties: { type: "boolean" }
      },
      required: ["type", "properties"]
    },
    arrayItemsStringList: {
      title: "Utils: Array items stringList definition",
      type: "object",
      additionalProperties: false,
      properties: {
        type: { enum: ["string"] },
        pattern: { type: "string" },
        minLength: { type: "integer" },
        maxLength: { type: "integer" }
      },
      required: ["type"]
    },
    arrayItemsFileupload: {
      title: "Utils: Array items fileupload definition",
      type: "object",
      additionalProperties: false,
      properties: {
        type: { enum: ["string"] },
        pattern: { type: "string" },
        minLength: { type: "integer" },
        maxLength: { type: "integer" }
      },
      required: ["type"]
    },
    arrayItemsGlobs: {
      title: "Utils: Array items globs definition",
      type: "object",
      additionalProperties: false,
      properties: {
        type: { enum: ["object"] },
        properties: {
          type: "object",
          additionalProperties: false,
          properties: {
            glob: {
              type: "object",
              additionalProperties: false,
              properties: {
                type: { enum: ["string"] },
                title: { type: "string" },
                description: { type: "string" },
                pattern: { type: "string" },
                minLength: { type: "integer" },
                maxLength: { type: "integer" }
              },
              required: ["type"]
            },
            method: {
              type: "object",
              additionalProperties: false,
              properties: {
                type: { enum: ["string"] },
                title: { type: "string" },
                description: { type: "string" },
                pattern: { type: "string" },
                minLength: { type: "integer" },
                maxLength: { type: "integer" }
              },
              required: ["type"]
            },
            payload: {
              type: "object",
              additionalProperties: false,
              properties: {
                type: { enum: ["string"] },
                title: { type: "string" },
                description: { type: "string" },
                pattern: { type: "string" },
                minLength: { type: "integer" },
                maxLength: { type: "integer" }
              },
              required: ["type"]
            },
            userData: {
              type: "object",
              additionalProperties: false,
              properties: {
                type: { enum: ["object"] },
                title: { type: "string" },
                description: { type: "string" },
                properties: { type: "object" }
              },
              required: ["type"]
            },
            headers: {
              type: "object",
              additionalProperties: false,
              properties: {
                type: { enum: ["object"] },
                title: { type: "string" },
                description: { type: "string" },
                properties: { type: "object" }
              },
              required: ["type"]
            }
          }
        },
        required: {
          type: "array",
          minItems: 0,
          items: { type: "string" },
          uniqueItems: true
        },
        additionalProperties: { type: "boolean" }
      },
      required: ["type"]
    },
    arrayItemsPseudoUrls: {
      title: "Utils: Array items pseudoUrls definition",
      type: "object",
      additionalProperties: false,
      properties: {
        type: { enum: ["object"] },
        properties: {
          type: "object",
          additionalProperties: false,
          properties: {
            purl: {
              type: "object",
              additionalProperties: false,
              properties: {
                type: { enum: ["string"] },
                title: { type: "string" },
                description: { type: "string" },
                pattern: { type: "string" },
                minLength: { type: "integer" },
                maxLength: { type: "integer" }
              },
              required: ["type"]
            },
            method: {
              type: "object",
              additionalProperties: false,
              properties: {
                type: { enum: ["string"] },
                title: { type: "string" },
                description: { type: "string" },
                pattern: { type: "string" },
                minLength: { type: "integer" },
                maxLength: { type: "integer" }
              },
              required: ["type"]
            },
            payload: {
              type: "object",
              additionalProperties: false,
              properties: {
                type: { enum: ["string"] },
                title: { type: "string" },
                description: { type: "string" },
                pattern: { type: "string" },
                minLength: { type: "integer" },
                maxLength: { type: "integer" }
              },
              required: ["type"]
            },
            userData: {
              type: "object",
              additionalProperties: false,
              properties: {
                type: { enum: ["object"] },
                title: { type: "string" },
                description: { type: "string" },
                properties: { type: "object" }
              },
              required: ["type"]
            },
            headers: {
              type: "object",
              additionalProperties: false,
              properties: {
                type: { enum: ["object"] },
                title: { type: "string" },
                description: { type: "string" },
                properties: { type: "object" }
              },
              required: ["type"]
            }
          }
        },
        required: {
          type: "array",
          minItems: 0,
          items: { type: "string" },
          uniqueItems: true
        },
        additionalProperties: { type: "boolean" }
      },
      required: ["type"]
    },
    arrayItemsRequestListSources: {
      title: "Utils: Array items requestListSources definition",
      type: "object",
      additionalProperties: false,
      properties: {
        type: { enum: ["object"] },
        properties: {
          type: "object",
          additionalProperties: false,
          properties: {
            url: {
              type: "object",
              additionalProperties: false,
              properties: {
                type: { enum: ["string"] },
                title: { type: "string" },
                description: { type: "string" },
                pattern: { type: "string" },
                minLength: { type: "integer" },
                maxLength: { type: "integer" }
              },
              required: ["type"]
            },
            method: {
              type: "object",
              additionalProperties: false,
              properties: {
                type: { enum: ["string"] },
                title: { type: "string" },
                description: { type: "string" },
                pattern: { type: "string" },
                minLength: { type: "integer" },
                maxLength: { type: "integer" }
              },
              required: ["type"]
            },
            payload: {
              type: "object",
              additionalProperties: false,
              properties: {
                type: { enum: ["string"] },
                title: { type: "string" },
                description: { type: "string" },
                pattern: { type: "string" },
                minLength: { type: "integer" },
                maxLength: { type: "integer" }
              },
              required: ["type"]
            },
            userData: {
              type: "object",
              additionalProperties: false,
              properties: {
                type: { enum: ["object"] },
                title: { type: "string" },
                description: { type: "string" },
                properties: { type: "object" }
              },
              required: ["type"]
            },
            headers: {
              type: "object",
              additionalProperties: false,
              properties: {
                type: { enum: ["object"] },
                title: { type: "string" },
                description: { type: "string" },
                properties: { type: "object" }
              },
              required: ["type"]
            }
          }
        },
        required: {
          type: "array",
          minItems: 0,
          items: { type: "string" },
          uniqueItems: true
        },
        additionalProperties: { type: "boolean" }
      },
      required: ["type"]
    },
    subObjectProperties: {
      title: "Utils: Sub-object properties definition",
      type: "object",
      patternProperties: {
        "^": {
          oneOf: [
            { $ref: "#/definitions/subSchemaStringProperty" },
            { $ref: "#/definitions/subSchemaStringEnumProperty" },
            { $ref: "#/definitions/subSchemaArrayProperty" },
            { $ref: "#/definitions/subSchemaObjectProperty" },
            { $ref: "#/definitions/subSchemaIntegerProperty" },
            { $ref: "#/definitions/subSchemaNumberProperty" },
            { $ref: "#/definitions/subSchemaBooleanProperty" },
            { $ref: "#/definitions/subSchemaResourceProperty" },
            { $ref: "#/definitions/subSchemaResourceArrayProperty" }
          ]
        }
      },
      additionalProperties: false
    },
    subObjectPropertiesProxy: {
      title: "Utils: Sub-object properties proxy definition",
      type: "object",
      additionalProperties: false,
      properties: {
        useApifyProxy: {
          type: "object",
          additionalProperties: false,
          properties: {
            type: { enum: ["boolean"] },
            title: { type: "string" },
            description: { type: "string" }
          },
          required: ["type"]
        },
        apifyProxyGroups: {
          type: "object",
          additionalProperties: false,
          properties: {
            type: { enum: ["array"] },
            title: { type: "string" },
            description: { type: "string" },
            items: {
              type: ["object"],
              properties: {
                type: { enum: ["string"] }
              },
              additionalProperties: false,
              required: ["type"]
            }
          },
          required: ["type"]
        },
        proxyUrls: {
          type: "object",
          additionalProperties: false,
          properties: {
            type: { enum: ["array"] },
            title: { type: "string" },
            description: { type: "string" },
            items: {
              type: ["object"],
              properties: {
                type: { enum: ["string"] }
              },
              additionalProperties: false,
              required: ["type"]
            }
          },
          required: ["type"]
        },
        apifyProxyCountry: {
          type: "object",
          additionalProperties: false,
          properties: {
            type: { enum: ["string"] },
            title: { type: "string" },
            description: { type: "string" },
            pattern: { type: "string" },
            minLength: { type: "integer" },
            maxLength: { type: "integer" }
          },
          required: ["type"]
        }
      }
    },
    errorMessage: {
      title: "Utils: Custom error message definition",
      type: "object",
      properties: {
        type: { type: "string" },
        pattern: { type: "string" },
        minLength: { type: "string" },
        maxLength: { type: "string" },
        enum: { type: "string" },
        minimum: { type: "string" },
        maximum: { type: "string" },
        minItems: { type: "string" },
        maxItems: { type: "string" },
        uniqueItems: { type: "string" },
        minProperties: { type: "string" },
        maxProperties: { type: "string" }
      },
      additionalProperties: false
    }
  }
};

// schemas/key_value_store.schema.json
var key_value_store_schema_default = {
  $id: "https://apify.com/schemas/v1/key-value-store.json",
  title: "JSON schema of Apify Actor key-value store schema",
  type: "object",
  properties: {
    $schema: {
      type: "string"
    },
    actorKeyValueStoreSchemaVersion: {
      type: "integer",
      minimum: 1,
      maximum: 1
    },
    title: {
      type: "string"
    },
    description: {
      type: "string"
    },
    type: { const: "object" },
    collections: {
      type: "object",
      patternProperties: {
        "^": {
          type: "object",
          properties: {
            title: {
              type: "string"
            },
            description: {
              type: "string"
            },
            contentTypes: {
              type: "array",
              items: {
                type: "string"
              },
              minItems: 1,
              uniqueItems: true
            },
            keyPrefix: {
              type: "string",
              minLength: 1
            },
            key: {
              type: "string",
              minLength: 1
            },
            jsonSchema: {
              $ref: "http://json-schema.org/draft-07/schema#"
            }
          },
          oneOf: [
            {
              required: [
                "key"
              ]
            },
            {
              required: [
                "keyPrefix"
              ]
            }
          ],
          dependencies: {
            jsonSchema: {
              properties: {
                contentTypes: { const: ["application/json"] }
              },
              required: [
                "contentTypes"
              ]
            }
          }
        }
      }
    }
  },
  required: [
    "actorKeyValueStoreSchemaVersion",
    "title",
    "collections"
  ]
};

// schemas/output.schema.json
var output_schema_default = {
  $id: "https://apify.com/schemas/v1/output.json",
  title: "JSON schema of Apify Actor output schema",
  type: "object",
  properties: {
    $schema: {
      type: "string"
    },
    actorOutputSchemaVersion: {
      type: "integer",
      minimum: 1,
      maximum: 1
    },
    description: { type: "string" },
    title: { type: "string" },
    properties: {
      type: "object",
      patternProperties: {
        "^": {
          title: "Output schema property",
          type: "object",
          additionalProperties: false,
          properties: {
            title: { type: "string" },
            type: { const: "string" },
            description: { type: "string" },
            template: { type: "string" }
          },
          required: [
            "type",
            "template"
          ]
        }
      }
    }
  },
  required: [
    "actorOutputSchemaVersion",
    "properties"
  ]
};

// src/validations.ts
const Ajv = class {};

// schemas/json-schema-draft-07.json
var json_schema_draft_07_default = {
  $schema: "http://json-schema.org/draft-07/schema#",
  $id: "http://json-schema.org/draft-07/schema#",
  title: "Core schema meta-schema",
  definitions: {
    schemaArray: {
      type: "array",
      minItems: 1,
      items: { $ref: "#" }
    },
    nonNegativeInteger: {
      type: "integer",
      minimum: 0
    },
    nonNegativeIntegerDefault0: {
      allOf: [{ $ref: "#/definitions/nonNegativeInteger" }, { default: 0 }]
    },
    simpleTypes: {
      enum: ["array", "boolean", "integer", "null", "number", "object", "string"]
    },
    stringArray: {
      type: "array",
      items: { type: "string" },
      uniqueItems: true,
      default: []
    }
  },
  type: ["object", "boolean"],
  properties: {
    $id: {
      type: "string",
      format: "uri-reference"
    },
    $schema: {
      type: "string",
      format: "uri"
    },
    $ref: {
      type: "string",
      format: "uri-reference"
    },
    $comment: {
      type: "string"
    },
    title: {
      type: "string"
    },
    description: {
      type: "string"
    },
    default: true,
    readOnly: {
      type: "boolean",
      default: false
    },
    examples: {
      type: "array",
      items: true
    },
    multipleOf: {
      type: "number",
      exclusiveMinimum: 0
    },
    maximum: {
      type: "number"
    },
    exclusiveMaximum: {
      type: "number"
    },
    minimum: {
      type: "number"
    },
    exclusiveMinimum: {
      type: "number"
    },
    maxLength: { $ref: "#/definitions/nonNegativeInteger" },
    minLength: { $ref: "#/definitions/nonNegativeIntegerDefault0" },
    pattern: {
      type: "string",
      format: "regex"
    },
    additionalItems: { $ref: "#" },
    items: {
      anyOf: [{ $ref: "#" }, { $ref: "#/definitions/schemaArray" }],
      default: true
    },
    maxItems: { $ref: "#/definitions/nonNegativeInteger" },
    minItems: { $ref: "#/definitions/nonNegativeIntegerDefault0" },
    uniqueItems: {
      type: "boolean",
      default: false
    },
    contains: { $ref: "#" },
    maxProperties: { $ref: "#/definitions/nonNegativeInteger" },
    minProperties: { $ref: "#/definitions/nonNegativeIntegerDefault0" },
    required: { $ref: "#/definitions/stringArray" },
    additionalProperties: { $ref: "#" },
    definitions: {
      type: "object",
      additionalProperties: { $ref: "#" },
      default: {}
    },
    properties: {
      type: "object",
      additionalProperties: { $ref: "#" },
      default: {}
    },
    patternProperties: {
      type: "object",
      additionalProperties: { $ref: "#" },
      propertyNames: { format: "regex" },
      default: {}
    },
    dependencies: {
      type: "object",
      additionalProperties: {
        anyOf: [{ $ref: "#" }, { $ref: "#/definitions/stringArray" }]
      }
    },
    propertyNames: { $ref: "#" },
    const: true,
    enum: {
      type: "array",
      items: true,
      minItems: 1,
      uniqueItems: true
    },
    type: {
      anyOf: [
        { $ref: "#/definitions/simpleTypes" },
        {
          type: "array",
          items: { $ref: "#/definitions/simpleTypes" },
          minItems: 1,
          uniqueItems: true
        }
      ]
    },
    format: { type: "string" },
    contentMediaType: { type: "string" },
    contentEncoding: { type: "string" },
    if: { $ref: "#" },
    then: { $ref: "#" },
    else: { $ref: "#" },
    allOf: { $ref: "#/definitions/schemaArray" },
    anyOf: { $ref: "#/definitions/schemaArray" },
    oneOf: { $ref: "#/definitions/schemaArray" },
    not: { $ref: "#" }
  },
  default: true
};

// src/validations.ts
var ajv = new Ajv({
  schemas: [
    actor_schema_default,
    dataset_schema_default,
    input_schema_default,
    key_value_store_schema_default,
    output_schema_default,
    // We need to provide draft-07 metaschema, because other schemas reference it
    // using "$ref": "http://json-schema.org/draft-07/schema#"
    json_schema_draft_07_default
  ],
  allowUnionTypes: true
});
var getActorSchemaValidator = /* @__PURE__ */ (/* unused pure expression or super */ null && (__name(() => ajv.compile(actor_schema_default), "getActorSchemaValidator")));
var getDatasetSchemaValidator = /* @__PURE__ */ (/* unused pure expression or super */ null && (__name(() => ajv.compile(dataset_schema_default), "getDatasetSchemaValidator")));
var getInputSchemaValidator = /* @__PURE__ */ (/* unused pure expression or super */ null && (__name(() => ajv.compile(input_schema_default), "getInputSchemaValidator")));
var getKeyValueStoreSchemaValidator = /* @__PURE__ */ (/* unused pure expression or super */ null && (__name(() => ajv.compile(key_value_store_schema_default), "getKeyValueStoreSchemaValidator")));
var getOutputSchemaValidator = /* @__PURE__ */ (/* unused pure expression or super */ null && (__name(() => ajv.compile(output_schema_default), "getOutputSchemaValidator")));

//# sourceMappingURL=index.mjs.map

/***/ }),

/***/ 1176:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DS: () => (/* binding */ dereference)
/* harmony export */ });
/* unused harmony exports schemaKeyword, schemaArrayKeyword, schemaMapKeyword, ignoredKeyword, initialBaseURI */
/* harmony import */ var _pointer_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8449);

const uriFragmentCharacter = /^[A-Za-z0-9._~!$&'()*+,;=:@/?-]$/;
const uriPercentEncoding = /^%[0-9A-Fa-f]{2}$/;
const uriUnreservedCharacter = /^[A-Za-z0-9._~-]$/;
function normalizeURIFragment(fragment) {
    let normalized = '';
    for (let index = 0; index < fragment.length;) {
        const character = fragment[index];
        const encoded = fragment.slice(index, index + 3);
        if (character === '%' && uriPercentEncoding.test(encoded)) {
            const decoded = String.fromCharCode(parseInt(encoded.slice(1), 16));
            normalized += uriUnreservedCharacter.test(decoded)
                ? decoded
                : encoded.toUpperCase();
            index += 3;
            continue;
        }
        const codePoint = String.fromCodePoint(fragment.codePointAt(index));
        normalized += uriFragmentCharacter.test(codePoint)
            ? codePoint
            : encodeURIComponent(codePoint);
        index += codePoint.length;
    }
    return normalized;
}
function resolveURI(reference, baseURI) {
    const url = new URL(reference, baseURI.href);
    url.hash = url.hash ? normalizeURIFragment(url.hash.slice(1)) : '';
    return url;
}
const schemaKeyword = {
    additionalItems: true,
    unevaluatedItems: true,
    items: true,
    contains: true,
    additionalProperties: true,
    unevaluatedProperties: true,
    propertyNames: true,
    not: true,
    if: true,
    then: true,
    else: true
};
const schemaArrayKeyword = {
    prefixItems: true,
    items: true,
    allOf: true,
    anyOf: true,
    oneOf: true
};
const schemaMapKeyword = {
    $defs: true,
    definitions: true,
    properties: true,
    patternProperties: true,
    dependentSchemas: true
};
const ignoredKeyword = {
    id: true,
    $id: true,
    $ref: true,
    $schema: true,
    $anchor: true,
    $vocabulary: true,
    $comment: true,
    default: true,
    enum: true,
    const: true,
    required: true,
    dependentRequired: true,
    type: true,
    maximum: true,
    minimum: true,
    exclusiveMaximum: true,
    exclusiveMinimum: true,
    multipleOf: true,
    maxLength: true,
    minLength: true,
    pattern: true,
    format: true,
    maxItems: true,
    minItems: true,
    uniqueItems: true,
    maxProperties: true,
    minProperties: true
};
let initialBaseURI = typeof self !== 'undefined' &&
    self.location &&
    self.location.origin !== 'null'
    ?
        new URL(self.location.origin + self.location.pathname + location.search)
    : new URL('https://github.com/cfworker');
function dereference(schema, lookup = Object.create(null), baseURI = initialBaseURI, basePointer = '') {
    if (schema && typeof schema === 'object' && !Array.isArray(schema)) {
        const id = schema.$id || schema['id'];
        if (id) {
            const url = resolveURI(id, baseURI);
            if (url.hash.length > 1) {
                lookup[url.href] = schema;
            }
            else {
                url.hash = '';
                if (basePointer === '') {
                    baseURI = url;
                }
                else {
                    dereference(schema, lookup, baseURI);
                }
            }
        }
    }
    else if (schema !== true && schema !== false) {
        return lookup;
    }
    const schemaURI = baseURI.href + (basePointer ? '#' + basePointer : '');
    if (lookup[schemaURI] !== undefined && lookup[schemaURI] !== schema) {
        throw new Error(`Duplicate schema URI "${schemaURI}".`);
    }
    lookup[schemaURI] = schema;
    if (schema === true || schema === false) {
        return lookup;
    }
    if (schema.__absolute_uri__ === undefined) {
        Object.defineProperty(schema, '__absolute_uri__', {
            enumerable: false,
            value: schemaURI
        });
    }
    if (schema.$ref && schema.__absolute_ref__ === undefined) {
        const url = resolveURI(schema.$ref, baseURI);
        Object.defineProperty(schema, '__absolute_ref__', {
            enumerable: false,
            value: url.href
        });
    }
    if (schema.$recursiveRef && schema.__absolute_recursive_ref__ === undefined) {
        const url = resolveURI(schema.$recursiveRef, baseURI);
        Object.defineProperty(schema, '__absolute_recursive_ref__', {
            enumerable: false,
            value: url.href
        });
    }
    if (schema.$anchor) {
        const url = resolveURI('#' + schema.$anchor, baseURI);
        lookup[url.href] = schema;
    }
    for (let key in schema) {
        if (ignoredKeyword[key]) {
            continue;
        }
        const keyBase = `${basePointer}/${(0,_pointer_js__WEBPACK_IMPORTED_MODULE_0__/* .encodePointer */ .Q)(key)}`;
        const subSchema = schema[key];
        if (Array.isArray(subSchema)) {
            if (schemaArrayKeyword[key]) {
                const length = subSchema.length;
                for (let i = 0; i < length; i++) {
                    dereference(subSchema[i], lookup, baseURI, `${keyBase}/${i}`);
                }
            }
        }
        else if (schemaMapKeyword[key]) {
            for (let subKey in subSchema) {
                dereference(subSchema[subKey], lookup, baseURI, `${keyBase}/${(0,_pointer_js__WEBPACK_IMPORTED_MODULE_0__/* .encodePointer */ .Q)(subKey)}`);
            }
        }
        else {
            dereference(subSchema, lookup, baseURI, keyBase);
        }
    }
    return lookup;
}
//# sourceMappingURL=dereference.js.map

/***/ }),

/***/ 8449:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ encodePointer)
/* harmony export */ });
/* unused harmony export escapePointer */
function encodePointer(p) {
    return encodeURI(escapePointer(p)).replace(/#/g, '%23');
}
function escapePointer(p) {
    return p.replace(/~/g, '~0').replace(/\//g, '~1');
}
//# sourceMappingURL=pointer.js.map

/***/ }),

/***/ 6623:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  t: () => (/* binding */ validate)
});

;// CONCATENATED MODULE: ./node_modules/@cfworker/json-schema/dist/esm/deep-compare-strict.js
function deepCompareStrict(a, b) {
    const typeofa = typeof a;
    if (typeofa !== typeof b) {
        return false;
    }
    const aIsArray = Array.isArray(a);
    const bIsArray = Array.isArray(b);
    if (aIsArray !== bIsArray) {
        return false;
    }
    if (aIsArray) {
        const length = a.length;
        if (length !== b.length) {
            return false;
        }
        for (let i = 0; i < length; i++) {
            if (!deepCompareStrict(a[i], b[i])) {
                return false;
            }
        }
        return true;
    }
    if (typeofa === 'object') {
        if (!a || !b) {
            return a === b;
        }
        const aKeys = Object.keys(a);
        const bKeys = Object.keys(b);
        const length = aKeys.length;
        if (length !== bKeys.length) {
            return false;
        }
        for (const k of aKeys) {
            if (!Object.prototype.hasOwnProperty.call(b, k)) {
                return false;
            }
            if (!deepCompareStrict(a[k], b[k])) {
                return false;
            }
        }
        return true;
    }
    return a === b;
}
//# sourceMappingURL=deep-compare-strict.js.map
// EXTERNAL MODULE: ./node_modules/@cfworker/json-schema/dist/esm/dereference.js
var dereference = __webpack_require__(1176);
;// CONCATENATED MODULE: ./node_modules/@cfworker/json-schema/dist/esm/format.js
const DATE = /^(\d\d\d\d)-(\d\d)-(\d\d)$/;
const DAYS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const TIME = /^(\d\d):(\d\d):(\d\d)(\.\d+)?(z|([+-])(\d\d):(\d\d))?$/i;
const HOSTNAME = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[-0-9a-z]{0,61}[0-9a-z])?)*$/i;
const URIREF = /^(?:[a-z][a-z0-9+\-.]*:)?(?:\/?\/(?:(?:[a-z0-9\-._~!$&'()*+,;=:]|%[0-9a-f]{2})*@)?(?:\[(?:(?:(?:(?:[0-9a-f]{1,4}:){6}|::(?:[0-9a-f]{1,4}:){5}|(?:[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){4}|(?:(?:[0-9a-f]{1,4}:){0,1}[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){3}|(?:(?:[0-9a-f]{1,4}:){0,2}[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){2}|(?:(?:[0-9a-f]{1,4}:){0,3}[0-9a-f]{1,4})?::[0-9a-f]{1,4}:|(?:(?:[0-9a-f]{1,4}:){0,4}[0-9a-f]{1,4})?::)(?:[0-9a-f]{1,4}:[0-9a-f]{1,4}|(?:(?:25[0-5]|2[0-4]\d|[01]?\d\d?)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d\d?))|(?:(?:[0-9a-f]{1,4}:){0,5}[0-9a-f]{1,4})?::[0-9a-f]{1,4}|(?:(?:[0-9a-f]{1,4}:){0,6}[0-9a-f]{1,4})?::)|[Vv][0-9a-f]+\.[a-z0-9\-._~!$&'()*+,;=:]+)\]|(?:(?:25[0-5]|2[0-4]\d|[01]?\d\d?)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d\d?)|(?:[a-z0-9\-._~!$&'"()*+,;=]|%[0-9a-f]{2})*)(?::\d*)?(?:\/(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})*)*|\/(?:(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})+(?:\/(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})*)*)?|(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})+(?:\/(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})*)*)?(?:\?(?:[a-z0-9\-._~!$&'"()*+,;=:@/?]|%[0-9a-f]{2})*)?(?:#(?:[a-z0-9\-._~!$&'"()*+,;=:@/?]|%[0-9a-f]{2})*)?$/i;
const URITEMPLATE = /^(?:(?:[^\x00-\x20\x7f"<>%\\^`{|}]|%[0-9a-f]{2})|\{[+#./;?&=,!@|]?(?:[a-z0-9_]|%[0-9a-f]{2})+(?:\.(?:[a-z0-9_]|%[0-9a-f]{2})+)*(?::[1-9][0-9]{0,3}|\*)?(?:,(?:[a-z0-9_]|%[0-9a-f]{2})+(?:\.(?:[a-z0-9_]|%[0-9a-f]{2})+)*(?::[1-9][0-9]{0,3}|\*)?)*\})*$/i;
const URL_ = /^(?:(?:https?|ftp):\/\/)(?:\S+(?::\S*)?@)?(?:(?!10(?:\.\d{1,3}){3})(?!127(?:\.\d{1,3}){3})(?!169\.254(?:\.\d{1,3}){2})(?!192\.168(?:\.\d{1,3}){2})(?!172\.(?:1[6-9]|2\d|3[0-1])(?:\.\d{1,3}){2})(?:[1-9]\d?|1\d\d|2[01]\d|22[0-3])(?:\.(?:1?\d{1,2}|2[0-4]\d|25[0-5])){2}(?:\.(?:[1-9]\d?|1\d\d|2[0-4]\d|25[0-4]))|(?:(?:[a-z\u{00a1}-\u{ffff}0-9]+-?)*[a-z\u{00a1}-\u{ffff}0-9]+)(?:\.(?:[a-z\u{00a1}-\u{ffff}0-9]+-?)*[a-z\u{00a1}-\u{ffff}0-9]+)*(?:\.(?:[a-z\u{00a1}-\u{ffff}]{2,})))(?::\d{2,5})?(?:\/[^\s]*)?$/iu;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const JSON_POINTER = /^(?:\/(?:[^~/]|~0|~1)*)*$/;
const JSON_POINTER_URI_FRAGMENT = /^#(?:\/(?:[a-z0-9_\-.!$&'()*+,;:=@]|%[0-9a-f]{2}|~0|~1)*)*$/i;
const RELATIVE_JSON_POINTER = /^(?:0|[1-9][0-9]*)(?:#|(?:\/(?:[^~/]|~0|~1)*)*)$/;
const EMAIL_ADDRESS = /^("(?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e])*"|[a-z0-9.!#$%&'*+/=?^_`{|}~-]+)@(.+)$/i;
const EMAIL = (input) => {
    const matches = input.match(EMAIL_ADDRESS);
    if (!matches)
        return false;
    const name = matches[1];
    const host = matches[2];
    if (!name || !host || name.length > 64 || host.length > 253)
        return false;
    if (name[0] !== '"' &&
        (name[0] === '.' || name.endsWith('.') || name.includes('..'))) {
        return false;
    }
    if (host.startsWith('[') && host.endsWith(']')) {
        const address = host.slice(1, -1);
        if (/^ipv6:/i.test(address))
            return IPV6.test(address.slice(5));
        return IPV4.test(address);
    }
    return HOSTNAME.test(host);
};
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|[01]?\d\d?)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d\d?)$/;
const IPV6 = /^((([0-9a-f]{1,4}:){7}([0-9a-f]{1,4}|:))|(([0-9a-f]{1,4}:){6}(:[0-9a-f]{1,4}|((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3})|:))|(([0-9a-f]{1,4}:){5}(((:[0-9a-f]{1,4}){1,2})|:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3})|:))|(([0-9a-f]{1,4}:){4}(((:[0-9a-f]{1,4}){1,3})|((:[0-9a-f]{1,4})?:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}))|:))|(([0-9a-f]{1,4}:){3}(((:[0-9a-f]{1,4}){1,4})|((:[0-9a-f]{1,4}){0,2}:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}))|:))|(([0-9a-f]{1,4}:){2}(((:[0-9a-f]{1,4}){1,5})|((:[0-9a-f]{1,4}){0,3}:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}))|:))|(([0-9a-f]{1,4}:){1}(((:[0-9a-f]{1,4}){1,6})|((:[0-9a-f]{1,4}){0,4}:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}))|:))|(:(((:[0-9a-f]{1,4}){1,7})|((:[0-9a-f]{1,4}){0,5}:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}))|:)))$/i;
const DURATION = (input) => /^P(?:\d+W|(?:(?:\d+Y(?:\d+M(?:\d+D)?)?|\d+M(?:\d+D)?|\d+D)(?:T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S))?|T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S)))$/.test(input);
function bind(r) {
    return r.test.bind(r);
}
const format = {
    date,
    time: time.bind(undefined, true),
    'date-time': date_time,
    duration: DURATION,
    uri,
    'uri-reference': bind(URIREF),
    'uri-template': bind(URITEMPLATE),
    url: bind(URL_),
    email: EMAIL,
    hostname: bind(HOSTNAME),
    ipv4: bind(IPV4),
    ipv6: bind(IPV6),
    regex: regex,
    uuid: bind(UUID),
    'json-pointer': bind(JSON_POINTER),
    'json-pointer-uri-fragment': bind(JSON_POINTER_URI_FRAGMENT),
    'relative-json-pointer': bind(RELATIVE_JSON_POINTER)
};
function isLeapYear(year) {
    return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
function date(str) {
    const matches = str.match(DATE);
    if (!matches)
        return false;
    const yearPart = matches[1];
    const monthPart = matches[2];
    const dayPart = matches[3];
    if (!yearPart || !monthPart || !dayPart)
        return false;
    const year = +yearPart;
    const month = +monthPart;
    const day = +dayPart;
    const maxDay = month == 2 && isLeapYear(year) ? 29 : DAYS[month];
    return (month >= 1 &&
        month <= 12 &&
        day >= 1 &&
        maxDay !== undefined &&
        day <= maxDay);
}
function time(full, str) {
    const matches = str.match(TIME);
    if (!matches)
        return false;
    const hourPart = matches[1];
    const minutePart = matches[2];
    const secondPart = matches[3];
    if (!hourPart || !minutePart || !secondPart)
        return false;
    const hour = +hourPart;
    const minute = +minutePart;
    const second = +secondPart;
    const timeZone = matches[5];
    const offsetSign = matches[6];
    const offsetHour = +(matches[7] ?? 0);
    const offsetMinute = +(matches[8] ?? 0);
    if (hour > 23 ||
        minute > 59 ||
        second > 60 ||
        offsetHour > 23 ||
        offsetMinute > 59 ||
        (full && timeZone === undefined)) {
        return false;
    }
    if (second < 60)
        return true;
    const offsetDirection = offsetSign === '+' ? 1 : offsetSign === '-' ? -1 : 0;
    const utcMinute = (hour * 60 +
        minute -
        offsetDirection * (offsetHour * 60 + offsetMinute) +
        24 * 60) %
        (24 * 60);
    return utcMinute === 23 * 60 + 59;
}
const DATE_TIME_SEPARATOR = /t|\s/i;
function date_time(str) {
    const [datePart, timePart, extra] = str.split(DATE_TIME_SEPARATOR);
    return (datePart !== undefined &&
        timePart !== undefined &&
        extra === undefined &&
        date(datePart) &&
        time(true, timePart));
}
const NOT_URI_FRAGMENT = /\/|:/;
const URI_PATTERN = /^(?:[a-z][a-z0-9+\-.]*:)(?:\/?\/(?:(?:[a-z0-9\-._~!$&'()*+,;=:]|%[0-9a-f]{2})*@)?(?:\[(?:(?:(?:(?:[0-9a-f]{1,4}:){6}|::(?:[0-9a-f]{1,4}:){5}|(?:[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){4}|(?:(?:[0-9a-f]{1,4}:){0,1}[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){3}|(?:(?:[0-9a-f]{1,4}:){0,2}[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){2}|(?:(?:[0-9a-f]{1,4}:){0,3}[0-9a-f]{1,4})?::[0-9a-f]{1,4}:|(?:(?:[0-9a-f]{1,4}:){0,4}[0-9a-f]{1,4})?::)(?:[0-9a-f]{1,4}:[0-9a-f]{1,4}|(?:(?:25[0-5]|2[0-4]\d|[01]?\d\d?)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d\d?))|(?:(?:[0-9a-f]{1,4}:){0,5}[0-9a-f]{1,4})?::[0-9a-f]{1,4}|(?:(?:[0-9a-f]{1,4}:){0,6}[0-9a-f]{1,4})?::)|[Vv][0-9a-f]+\.[a-z0-9\-._~!$&'()*+,;=:]+)\]|(?:(?:25[0-5]|2[0-4]\d|[01]?\d\d?)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d\d?)|(?:[a-z0-9\-._~!$&'()*+,;=]|%[0-9a-f]{2})*)(?::\d*)?(?:\/(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})*)*|\/(?:(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})+(?:\/(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})*)*)?|(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})+(?:\/(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})*)*)(?:\?(?:[a-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9a-f]{2})*)?(?:#(?:[a-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9a-f]{2})*)?$/i;
function uri(str) {
    return NOT_URI_FRAGMENT.test(str) && URI_PATTERN.test(str);
}
const Z_ANCHOR = /[^\\]\\Z/;
function regex(str) {
    if (Z_ANCHOR.test(str))
        return false;
    try {
        new RegExp(str, 'u');
        return true;
    }
    catch (e) {
        return false;
    }
}
//# sourceMappingURL=format.js.map
// EXTERNAL MODULE: ./node_modules/@cfworker/json-schema/dist/esm/pointer.js
var pointer = __webpack_require__(8449);
;// CONCATENATED MODULE: ./node_modules/@cfworker/json-schema/dist/esm/ucs2-length.js
function ucs2length(s) {
    let result = 0;
    let length = s.length;
    let index = 0;
    let charCode;
    while (index < length) {
        result++;
        charCode = s.charCodeAt(index++);
        if (charCode >= 0xd800 && charCode <= 0xdbff && index < length) {
            charCode = s.charCodeAt(index);
            if ((charCode & 0xfc00) == 0xdc00) {
                index++;
            }
        }
    }
    return result;
}
//# sourceMappingURL=ucs2-length.js.map
;// CONCATENATED MODULE: ./node_modules/@cfworker/json-schema/dist/esm/validate.js





function validate_hasOwnProperty(instance, key) {
    return Object.prototype.hasOwnProperty.call(instance, key);
}
function decimalInteger(value) {
    const coefficientAndExponent = Math.abs(value).toString().split('e');
    const coefficient = coefficientAndExponent[0];
    const exponent = coefficientAndExponent[1] ?? '0';
    const point = coefficient.indexOf('.');
    const fractionLength = point === -1 ? 0 : coefficient.length - point - 1;
    return [
        BigInt(coefficient.replace('.', '')),
        Number(exponent) - fractionLength
    ];
}
function isMultipleOf(instance, divisor) {
    if (!Number.isFinite(instance) || !Number.isFinite(divisor) || divisor <= 0) {
        return false;
    }
    const [instanceCoefficient, instanceExponent] = decimalInteger(instance);
    const [divisorCoefficient, divisorExponent] = decimalInteger(divisor);
    const exponentDifference = instanceExponent - divisorExponent;
    if (exponentDifference >= 0) {
        return ((instanceCoefficient * 10n ** BigInt(exponentDifference)) %
            divisorCoefficient ===
            0n);
    }
    return (instanceCoefficient %
        (divisorCoefficient * 10n ** BigInt(-exponentDifference)) ===
        0n);
}
function validate(instance, schema, draft = '2019-09', lookup = (0,dereference/* dereference */.DS)(schema), shortCircuit = true, recursiveAnchor = null, instanceLocation = '#', schemaLocation = '#', evaluated = Object.create(null)) {
    if (schema === true) {
        return { valid: true, errors: [] };
    }
    if (schema === false) {
        return {
            valid: false,
            errors: [
                {
                    instanceLocation,
                    keyword: 'false',
                    keywordLocation: instanceLocation,
                    error: 'False boolean schema.'
                }
            ]
        };
    }
    const rawInstanceType = typeof instance;
    let instanceType;
    switch (rawInstanceType) {
        case 'boolean':
        case 'number':
        case 'string':
            instanceType = rawInstanceType;
            break;
        case 'object':
            if (instance === null) {
                instanceType = 'null';
            }
            else if (Array.isArray(instance)) {
                instanceType = 'array';
            }
            else {
                instanceType = 'object';
            }
            break;
        default:
            throw new Error(`Instances of "${rawInstanceType}" type are not supported.`);
    }
    const { $ref, $recursiveRef, $recursiveAnchor, type: $type, const: $const, enum: $enum, required: $required, not: $not, anyOf: $anyOf, allOf: $allOf, oneOf: $oneOf, if: $if, then: $then, else: $else, format: $format, properties: $properties, patternProperties: $patternProperties, additionalProperties: $additionalProperties, unevaluatedProperties: $unevaluatedProperties, minProperties: $minProperties, maxProperties: $maxProperties, propertyNames: $propertyNames, dependentRequired: $dependentRequired, dependentSchemas: $dependentSchemas, dependencies: $dependencies, prefixItems: $prefixItems, items: $items, additionalItems: $additionalItems, unevaluatedItems: $unevaluatedItems, contains: $contains, minContains: $minContains, maxContains: $maxContains, minItems: $minItems, maxItems: $maxItems, uniqueItems: $uniqueItems, minimum: $minimum, maximum: $maximum, exclusiveMinimum: $exclusiveMinimum, exclusiveMaximum: $exclusiveMaximum, multipleOf: $multipleOf, minLength: $minLength, maxLength: $maxLength, pattern: $pattern, __absolute_ref__, __absolute_recursive_ref__ } = schema;
    const errors = [];
    if ($recursiveAnchor === true && recursiveAnchor === null) {
        recursiveAnchor = schema;
    }
    if ($recursiveRef === '#') {
        const refSchema = recursiveAnchor === null
            ? lookup[__absolute_recursive_ref__]
            : recursiveAnchor;
        const keywordLocation = `${schemaLocation}/$recursiveRef`;
        const result = validate(instance, recursiveAnchor === null ? schema : recursiveAnchor, draft, lookup, shortCircuit, refSchema, instanceLocation, keywordLocation, evaluated);
        if (!result.valid) {
            errors.push({
                instanceLocation,
                keyword: '$recursiveRef',
                keywordLocation,
                error: 'A subschema had errors.'
            }, ...result.errors);
        }
    }
    if ($ref !== undefined) {
        const uri = __absolute_ref__ || $ref;
        const refSchema = lookup[uri];
        if (refSchema === undefined) {
            let message = `Unresolved $ref "${$ref}".`;
            if (__absolute_ref__ && __absolute_ref__ !== $ref) {
                message += `  Absolute URI "${__absolute_ref__}".`;
            }
            message += `\nKnown schemas:\n- ${Object.keys(lookup).join('\n- ')}`;
            throw new Error(message);
        }
        const keywordLocation = `${schemaLocation}/$ref`;
        const result = validate(instance, refSchema, draft, lookup, shortCircuit, recursiveAnchor, instanceLocation, keywordLocation, evaluated);
        if (!result.valid) {
            errors.push({
                instanceLocation,
                keyword: '$ref',
                keywordLocation,
                error: 'A subschema had errors.'
            }, ...result.errors);
        }
        if (draft === '4' || draft === '7') {
            return { valid: errors.length === 0, errors };
        }
    }
    if (Array.isArray($type)) {
        let length = $type.length;
        let valid = false;
        for (let i = 0; i < length; i++) {
            if (instanceType === $type[i] ||
                ($type[i] === 'integer' &&
                    instanceType === 'number' &&
                    instance % 1 === 0 &&
                    instance === instance)) {
                valid = true;
                break;
            }
        }
        if (!valid) {
            errors.push({
                instanceLocation,
                keyword: 'type',
                keywordLocation: `${schemaLocation}/type`,
                error: `Instance type "${instanceType}" is invalid. Expected "${$type.join('", "')}".`
            });
        }
    }
    else if ($type === 'integer') {
        if (instanceType !== 'number' || instance % 1 || instance !== instance) {
            errors.push({
                instanceLocation,
                keyword: 'type',
                keywordLocation: `${schemaLocation}/type`,
                error: `Instance type "${instanceType}" is invalid. Expected "${$type}".`
            });
        }
    }
    else if ($type !== undefined && instanceType !== $type) {
        errors.push({
            instanceLocation,
            keyword: 'type',
            keywordLocation: `${schemaLocation}/type`,
            error: `Instance type "${instanceType}" is invalid. Expected "${$type}".`
        });
    }
    if ($const !== undefined) {
        if (instanceType === 'object' || instanceType === 'array') {
            if (!deepCompareStrict(instance, $const)) {
                errors.push({
                    instanceLocation,
                    keyword: 'const',
                    keywordLocation: `${schemaLocation}/const`,
                    error: `Instance does not match ${JSON.stringify($const)}.`
                });
            }
        }
        else if (instance !== $const) {
            errors.push({
                instanceLocation,
                keyword: 'const',
                keywordLocation: `${schemaLocation}/const`,
                error: `Instance does not match ${JSON.stringify($const)}.`
            });
        }
    }
    if ($enum !== undefined) {
        if (instanceType === 'object' || instanceType === 'array') {
            if (!$enum.some(value => deepCompareStrict(instance, value))) {
                errors.push({
                    instanceLocation,
                    keyword: 'enum',
                    keywordLocation: `${schemaLocation}/enum`,
                    error: `Instance does not match any of ${JSON.stringify($enum)}.`
                });
            }
        }
        else if (!$enum.some(value => instance === value)) {
            errors.push({
                instanceLocation,
                keyword: 'enum',
                keywordLocation: `${schemaLocation}/enum`,
                error: `Instance does not match any of ${JSON.stringify($enum)}.`
            });
        }
    }
    if ($not !== undefined) {
        const keywordLocation = `${schemaLocation}/not`;
        const result = validate(instance, $not, draft, lookup, shortCircuit, recursiveAnchor, instanceLocation, keywordLocation);
        if (result.valid) {
            errors.push({
                instanceLocation,
                keyword: 'not',
                keywordLocation,
                error: 'Instance matched "not" schema.'
            });
        }
    }
    let subEvaluateds = [];
    if ($anyOf !== undefined) {
        const keywordLocation = `${schemaLocation}/anyOf`;
        const errorsLength = errors.length;
        let anyValid = false;
        for (const [i, subSchema] of $anyOf.entries()) {
            const subEvaluated = Object.create(evaluated);
            const result = validate(instance, subSchema, draft, lookup, shortCircuit, $recursiveAnchor === true ? recursiveAnchor : null, instanceLocation, `${keywordLocation}/${i}`, subEvaluated);
            errors.push(...result.errors);
            anyValid = anyValid || result.valid;
            if (result.valid) {
                subEvaluateds.push(subEvaluated);
            }
        }
        if (anyValid) {
            errors.length = errorsLength;
        }
        else {
            errors.splice(errorsLength, 0, {
                instanceLocation,
                keyword: 'anyOf',
                keywordLocation,
                error: 'Instance does not match any subschemas.'
            });
        }
    }
    if ($allOf !== undefined) {
        const keywordLocation = `${schemaLocation}/allOf`;
        const errorsLength = errors.length;
        let allValid = true;
        for (const [i, subSchema] of $allOf.entries()) {
            const subEvaluated = Object.create(evaluated);
            const result = validate(instance, subSchema, draft, lookup, shortCircuit, $recursiveAnchor === true ? recursiveAnchor : null, instanceLocation, `${keywordLocation}/${i}`, subEvaluated);
            errors.push(...result.errors);
            allValid = allValid && result.valid;
            if (result.valid) {
                subEvaluateds.push(subEvaluated);
            }
        }
        if (allValid) {
            errors.length = errorsLength;
        }
        else {
            errors.splice(errorsLength, 0, {
                instanceLocation,
                keyword: 'allOf',
                keywordLocation,
                error: `Instance does not match every subschema.`
            });
        }
    }
    if ($oneOf !== undefined) {
        const keywordLocation = `${schemaLocation}/oneOf`;
        const errorsLength = errors.length;
        const matches = $oneOf.filter((subSchema, i) => {
            const subEvaluated = Object.create(evaluated);
            const result = validate(instance, subSchema, draft, lookup, shortCircuit, $recursiveAnchor === true ? recursiveAnchor : null, instanceLocation, `${keywordLocation}/${i}`, subEvaluated);
            errors.push(...result.errors);
            if (result.valid) {
                subEvaluateds.push(subEvaluated);
            }
            return result.valid;
        }).length;
        if (matches === 1) {
            errors.length = errorsLength;
        }
        else {
            errors.splice(errorsLength, 0, {
                instanceLocation,
                keyword: 'oneOf',
                keywordLocation,
                error: `Instance does not match exactly one subschema (${matches} matches).`
            });
        }
    }
    if (instanceType === 'object' || instanceType === 'array') {
        Object.assign(evaluated, ...subEvaluateds);
    }
    if ($if !== undefined) {
        const keywordLocation = `${schemaLocation}/if`;
        const ifEvaluated = Object.create(null);
        const conditionResult = validate(instance, $if, draft, lookup, shortCircuit, recursiveAnchor, instanceLocation, keywordLocation, ifEvaluated).valid;
        if (conditionResult) {
            Object.assign(evaluated, ifEvaluated);
            if ($then !== undefined) {
                const thenResult = validate(instance, $then, draft, lookup, shortCircuit, recursiveAnchor, instanceLocation, `${schemaLocation}/then`, evaluated);
                if (!thenResult.valid) {
                    errors.push({
                        instanceLocation,
                        keyword: 'if',
                        keywordLocation,
                        error: `Instance does not match "then" schema.`
                    }, ...thenResult.errors);
                }
            }
        }
        else if ($else !== undefined) {
            const elseResult = validate(instance, $else, draft, lookup, shortCircuit, recursiveAnchor, instanceLocation, `${schemaLocation}/else`, evaluated);
            if (!elseResult.valid) {
                errors.push({
                    instanceLocation,
                    keyword: 'if',
                    keywordLocation,
                    error: `Instance does not match "else" schema.`
                }, ...elseResult.errors);
            }
        }
    }
    if (instanceType === 'object') {
        if ($required !== undefined) {
            for (const key of $required) {
                if (!validate_hasOwnProperty(instance, key)) {
                    errors.push({
                        instanceLocation,
                        keyword: 'required',
                        keywordLocation: `${schemaLocation}/required`,
                        error: `Instance does not have required property "${key}".`
                    });
                }
            }
        }
        const keys = Object.keys(instance);
        if ($minProperties !== undefined && keys.length < $minProperties) {
            errors.push({
                instanceLocation,
                keyword: 'minProperties',
                keywordLocation: `${schemaLocation}/minProperties`,
                error: `Instance does not have at least ${$minProperties} properties.`
            });
        }
        if ($maxProperties !== undefined && keys.length > $maxProperties) {
            errors.push({
                instanceLocation,
                keyword: 'maxProperties',
                keywordLocation: `${schemaLocation}/maxProperties`,
                error: `Instance does not have at least ${$maxProperties} properties.`
            });
        }
        if ($propertyNames !== undefined) {
            const keywordLocation = `${schemaLocation}/propertyNames`;
            for (const key in instance) {
                const subInstancePointer = `${instanceLocation}/${(0,pointer/* encodePointer */.Q)(key)}`;
                const result = validate(key, $propertyNames, draft, lookup, shortCircuit, recursiveAnchor, subInstancePointer, keywordLocation);
                if (!result.valid) {
                    errors.push({
                        instanceLocation,
                        keyword: 'propertyNames',
                        keywordLocation,
                        error: `Property name "${key}" does not match schema.`
                    }, ...result.errors);
                }
            }
        }
        if ($dependentRequired !== undefined) {
            const keywordLocation = `${schemaLocation}/dependantRequired`;
            for (const key in $dependentRequired) {
                if (validate_hasOwnProperty(instance, key)) {
                    const required = $dependentRequired[key];
                    for (const dependantKey of required) {
                        if (!validate_hasOwnProperty(instance, dependantKey)) {
                            errors.push({
                                instanceLocation,
                                keyword: 'dependentRequired',
                                keywordLocation,
                                error: `Instance has "${key}" but does not have "${dependantKey}".`
                            });
                        }
                    }
                }
            }
        }
        if ($dependentSchemas !== undefined) {
            for (const [key, dependentSchema] of Object.entries($dependentSchemas)) {
                const keywordLocation = `${schemaLocation}/dependentSchemas`;
                if (validate_hasOwnProperty(instance, key)) {
                    const result = validate(instance, dependentSchema, draft, lookup, shortCircuit, recursiveAnchor, instanceLocation, `${keywordLocation}/${(0,pointer/* encodePointer */.Q)(key)}`, evaluated);
                    if (!result.valid) {
                        errors.push({
                            instanceLocation,
                            keyword: 'dependentSchemas',
                            keywordLocation,
                            error: `Instance has "${key}" but does not match dependant schema.`
                        }, ...result.errors);
                    }
                }
            }
        }
        if ($dependencies !== undefined) {
            const keywordLocation = `${schemaLocation}/dependencies`;
            for (const key in $dependencies) {
                if (validate_hasOwnProperty(instance, key)) {
                    const propsOrSchema = $dependencies[key];
                    if (Array.isArray(propsOrSchema)) {
                        for (const dependantKey of propsOrSchema) {
                            if (!validate_hasOwnProperty(instance, dependantKey)) {
                                errors.push({
                                    instanceLocation,
                                    keyword: 'dependencies',
                                    keywordLocation,
                                    error: `Instance has "${key}" but does not have "${dependantKey}".`
                                });
                            }
                        }
                    }
                    else {
                        const result = validate(instance, propsOrSchema, draft, lookup, shortCircuit, recursiveAnchor, instanceLocation, `${keywordLocation}/${(0,pointer/* encodePointer */.Q)(key)}`);
                        if (!result.valid) {
                            errors.push({
                                instanceLocation,
                                keyword: 'dependencies',
                                keywordLocation,
                                error: `Instance has "${key}" but does not match dependant schema.`
                            }, ...result.errors);
                        }
                    }
                }
            }
        }
        const thisEvaluated = Object.create(null);
        let stop = false;
        if ($properties !== undefined) {
            const keywordLocation = `${schemaLocation}/properties`;
            for (const [key, propertySchema] of Object.entries($properties)) {
                if (!validate_hasOwnProperty(instance, key)) {
                    continue;
                }
                const subInstancePointer = `${instanceLocation}/${(0,pointer/* encodePointer */.Q)(key)}`;
                const result = validate(instance[key], propertySchema, draft, lookup, shortCircuit, recursiveAnchor, subInstancePointer, `${keywordLocation}/${(0,pointer/* encodePointer */.Q)(key)}`);
                thisEvaluated[key] = true;
                if (result.valid) {
                    evaluated[key] = true;
                }
                else {
                    stop = shortCircuit;
                    errors.push({
                        instanceLocation,
                        keyword: 'properties',
                        keywordLocation,
                        error: `Property "${key}" does not match schema.`
                    }, ...result.errors);
                    if (stop)
                        break;
                }
            }
        }
        if (!stop && $patternProperties !== undefined) {
            const keywordLocation = `${schemaLocation}/patternProperties`;
            for (const [pattern, subSchema] of Object.entries($patternProperties)) {
                const regex = new RegExp(pattern, 'u');
                for (const key in instance) {
                    if (!regex.test(key)) {
                        continue;
                    }
                    const subInstancePointer = `${instanceLocation}/${(0,pointer/* encodePointer */.Q)(key)}`;
                    const result = validate(instance[key], subSchema, draft, lookup, shortCircuit, recursiveAnchor, subInstancePointer, `${keywordLocation}/${(0,pointer/* encodePointer */.Q)(pattern)}`);
                    thisEvaluated[key] = true;
                    if (result.valid) {
                        evaluated[key] = true;
                    }
                    else {
                        stop = shortCircuit;
                        errors.push({
                            instanceLocation,
                            keyword: 'patternProperties',
                            keywordLocation,
                            error: `Property "${key}" matches pattern "${pattern}" but does not match associated schema.`
                        }, ...result.errors);
                    }
                }
            }
        }
        if (!stop && $additionalProperties !== undefined) {
            const keywordLocation = `${schemaLocation}/additionalProperties`;
            for (const key in instance) {
                if (thisEvaluated[key]) {
                    continue;
                }
                const subInstancePointer = `${instanceLocation}/${(0,pointer/* encodePointer */.Q)(key)}`;
                const result = validate(instance[key], $additionalProperties, draft, lookup, shortCircuit, recursiveAnchor, subInstancePointer, keywordLocation);
                if (result.valid) {
                    evaluated[key] = true;
                }
                else {
                    stop = shortCircuit;
                    errors.push({
                        instanceLocation,
                        keyword: 'additionalProperties',
                        keywordLocation,
                        error: `Property "${key}" does not match additional properties schema.`
                    }, ...result.errors);
                }
            }
        }
        else if (!stop && $unevaluatedProperties !== undefined) {
            const keywordLocation = `${schemaLocation}/unevaluatedProperties`;
            for (const key in instance) {
                if (!evaluated[key]) {
                    const subInstancePointer = `${instanceLocation}/${(0,pointer/* encodePointer */.Q)(key)}`;
                    const result = validate(instance[key], $unevaluatedProperties, draft, lookup, shortCircuit, recursiveAnchor, subInstancePointer, keywordLocation);
                    if (result.valid) {
                        evaluated[key] = true;
                    }
                    else {
                        errors.push({
                            instanceLocation,
                            keyword: 'unevaluatedProperties',
                            keywordLocation,
                            error: `Property "${key}" does not match unevaluated properties schema.`
                        }, ...result.errors);
                    }
                }
            }
        }
    }
    else if (instanceType === 'array') {
        if ($maxItems !== undefined && instance.length > $maxItems) {
            errors.push({
                instanceLocation,
                keyword: 'maxItems',
                keywordLocation: `${schemaLocation}/maxItems`,
                error: `Array has too many items (${instance.length} > ${$maxItems}).`
            });
        }
        if ($minItems !== undefined && instance.length < $minItems) {
            errors.push({
                instanceLocation,
                keyword: 'minItems',
                keywordLocation: `${schemaLocation}/minItems`,
                error: `Array has too few items (${instance.length} < ${$minItems}).`
            });
        }
        const length = instance.length;
        let i = 0;
        let stop = false;
        if ($prefixItems !== undefined) {
            const keywordLocation = `${schemaLocation}/prefixItems`;
            const length2 = Math.min($prefixItems.length, length);
            for (; i < length2; i++) {
                const result = validate(instance[i], $prefixItems[i], draft, lookup, shortCircuit, recursiveAnchor, `${instanceLocation}/${i}`, `${keywordLocation}/${i}`);
                evaluated[i] = true;
                if (!result.valid) {
                    stop = shortCircuit;
                    errors.push({
                        instanceLocation,
                        keyword: 'prefixItems',
                        keywordLocation,
                        error: `Items did not match schema.`
                    }, ...result.errors);
                    if (stop)
                        break;
                }
            }
        }
        if ($items !== undefined) {
            const keywordLocation = `${schemaLocation}/items`;
            if (Array.isArray($items)) {
                const length2 = Math.min($items.length, length);
                for (; i < length2; i++) {
                    const result = validate(instance[i], $items[i], draft, lookup, shortCircuit, recursiveAnchor, `${instanceLocation}/${i}`, `${keywordLocation}/${i}`);
                    evaluated[i] = true;
                    if (!result.valid) {
                        stop = shortCircuit;
                        errors.push({
                            instanceLocation,
                            keyword: 'items',
                            keywordLocation,
                            error: `Items did not match schema.`
                        }, ...result.errors);
                        if (stop)
                            break;
                    }
                }
            }
            else {
                for (; i < length; i++) {
                    const result = validate(instance[i], $items, draft, lookup, shortCircuit, recursiveAnchor, `${instanceLocation}/${i}`, keywordLocation);
                    evaluated[i] = true;
                    if (!result.valid) {
                        stop = shortCircuit;
                        errors.push({
                            instanceLocation,
                            keyword: 'items',
                            keywordLocation,
                            error: `Items did not match schema.`
                        }, ...result.errors);
                        if (stop)
                            break;
                    }
                }
            }
            if (!stop && $additionalItems !== undefined) {
                const keywordLocation = `${schemaLocation}/additionalItems`;
                for (; i < length; i++) {
                    const result = validate(instance[i], $additionalItems, draft, lookup, shortCircuit, recursiveAnchor, `${instanceLocation}/${i}`, keywordLocation);
                    evaluated[i] = true;
                    if (!result.valid) {
                        stop = shortCircuit;
                        errors.push({
                            instanceLocation,
                            keyword: 'additionalItems',
                            keywordLocation,
                            error: `Items did not match additional items schema.`
                        }, ...result.errors);
                    }
                }
            }
        }
        if ($contains !== undefined) {
            if (length === 0 && $minContains === undefined) {
                errors.push({
                    instanceLocation,
                    keyword: 'contains',
                    keywordLocation: `${schemaLocation}/contains`,
                    error: `Array is empty. It must contain at least one item matching the schema.`
                });
            }
            else if ($minContains !== undefined && length < $minContains) {
                errors.push({
                    instanceLocation,
                    keyword: 'minContains',
                    keywordLocation: `${schemaLocation}/minContains`,
                    error: `Array has less items (${length}) than minContains (${$minContains}).`
                });
            }
            else {
                const keywordLocation = `${schemaLocation}/contains`;
                const errorsLength = errors.length;
                let contained = 0;
                for (let j = 0; j < length; j++) {
                    const result = validate(instance[j], $contains, draft, lookup, shortCircuit, recursiveAnchor, `${instanceLocation}/${j}`, keywordLocation);
                    if (result.valid) {
                        evaluated[j] = true;
                        contained++;
                    }
                    else {
                        errors.push(...result.errors);
                    }
                }
                if (contained >= ($minContains || 0)) {
                    errors.length = errorsLength;
                }
                if ($minContains === undefined && contained === 0) {
                    errors.splice(errorsLength, 0, {
                        instanceLocation,
                        keyword: 'contains',
                        keywordLocation,
                        error: `Array does not contain item matching schema.`
                    });
                }
                else if ($minContains !== undefined && contained < $minContains) {
                    errors.push({
                        instanceLocation,
                        keyword: 'minContains',
                        keywordLocation: `${schemaLocation}/minContains`,
                        error: `Array must contain at least ${$minContains} items matching schema. Only ${contained} items were found.`
                    });
                }
                else if ($maxContains !== undefined && contained > $maxContains) {
                    errors.push({
                        instanceLocation,
                        keyword: 'maxContains',
                        keywordLocation: `${schemaLocation}/maxContains`,
                        error: `Array may contain at most ${$maxContains} items matching schema. ${contained} items were found.`
                    });
                }
            }
        }
        if (!stop && $unevaluatedItems !== undefined) {
            const keywordLocation = `${schemaLocation}/unevaluatedItems`;
            for (i; i < length; i++) {
                if (evaluated[i]) {
                    continue;
                }
                const result = validate(instance[i], $unevaluatedItems, draft, lookup, shortCircuit, recursiveAnchor, `${instanceLocation}/${i}`, keywordLocation);
                evaluated[i] = true;
                if (!result.valid) {
                    errors.push({
                        instanceLocation,
                        keyword: 'unevaluatedItems',
                        keywordLocation,
                        error: `Items did not match unevaluated items schema.`
                    }, ...result.errors);
                }
            }
        }
        if ($uniqueItems) {
            for (let j = 0; j < length; j++) {
                const a = instance[j];
                const ao = typeof a === 'object' && a !== null;
                for (let k = 0; k < length; k++) {
                    if (j === k) {
                        continue;
                    }
                    const b = instance[k];
                    const bo = typeof b === 'object' && b !== null;
                    if (a === b || (ao && bo && deepCompareStrict(a, b))) {
                        errors.push({
                            instanceLocation,
                            keyword: 'uniqueItems',
                            keywordLocation: `${schemaLocation}/uniqueItems`,
                            error: `Duplicate items at indexes ${j} and ${k}.`
                        });
                        j = Number.MAX_SAFE_INTEGER;
                        k = Number.MAX_SAFE_INTEGER;
                    }
                }
            }
        }
    }
    else if (instanceType === 'number') {
        if (draft === '4') {
            if ($minimum !== undefined &&
                (($exclusiveMinimum === true && instance <= $minimum) ||
                    instance < $minimum)) {
                errors.push({
                    instanceLocation,
                    keyword: 'minimum',
                    keywordLocation: `${schemaLocation}/minimum`,
                    error: `${instance} is less than ${$exclusiveMinimum ? 'or equal to ' : ''} ${$minimum}.`
                });
            }
            if ($maximum !== undefined &&
                (($exclusiveMaximum === true && instance >= $maximum) ||
                    instance > $maximum)) {
                errors.push({
                    instanceLocation,
                    keyword: 'maximum',
                    keywordLocation: `${schemaLocation}/maximum`,
                    error: `${instance} is greater than ${$exclusiveMaximum ? 'or equal to ' : ''} ${$maximum}.`
                });
            }
        }
        else {
            if ($minimum !== undefined && instance < $minimum) {
                errors.push({
                    instanceLocation,
                    keyword: 'minimum',
                    keywordLocation: `${schemaLocation}/minimum`,
                    error: `${instance} is less than ${$minimum}.`
                });
            }
            if ($maximum !== undefined && instance > $maximum) {
                errors.push({
                    instanceLocation,
                    keyword: 'maximum',
                    keywordLocation: `${schemaLocation}/maximum`,
                    error: `${instance} is greater than ${$maximum}.`
                });
            }
            if ($exclusiveMinimum !== undefined && instance <= $exclusiveMinimum) {
                errors.push({
                    instanceLocation,
                    keyword: 'exclusiveMinimum',
                    keywordLocation: `${schemaLocation}/exclusiveMinimum`,
                    error: `${instance} is less than ${$exclusiveMinimum}.`
                });
            }
            if ($exclusiveMaximum !== undefined && instance >= $exclusiveMaximum) {
                errors.push({
                    instanceLocation,
                    keyword: 'exclusiveMaximum',
                    keywordLocation: `${schemaLocation}/exclusiveMaximum`,
                    error: `${instance} is greater than or equal to ${$exclusiveMaximum}.`
                });
            }
        }
        if ($multipleOf !== undefined) {
            if (!isMultipleOf(instance, $multipleOf)) {
                errors.push({
                    instanceLocation,
                    keyword: 'multipleOf',
                    keywordLocation: `${schemaLocation}/multipleOf`,
                    error: `${instance} is not a multiple of ${$multipleOf}.`
                });
            }
        }
    }
    else if (instanceType === 'string') {
        const length = $minLength === undefined && $maxLength === undefined
            ? 0
            : ucs2length(instance);
        if ($minLength !== undefined && length < $minLength) {
            errors.push({
                instanceLocation,
                keyword: 'minLength',
                keywordLocation: `${schemaLocation}/minLength`,
                error: `String is too short (${length} < ${$minLength}).`
            });
        }
        if ($maxLength !== undefined && length > $maxLength) {
            errors.push({
                instanceLocation,
                keyword: 'maxLength',
                keywordLocation: `${schemaLocation}/maxLength`,
                error: `String is too long (${length} > ${$maxLength}).`
            });
        }
        if ($pattern !== undefined && !new RegExp($pattern, 'u').test(instance)) {
            errors.push({
                instanceLocation,
                keyword: 'pattern',
                keywordLocation: `${schemaLocation}/pattern`,
                error: `String does not match pattern.`
            });
        }
        if ($format !== undefined &&
            format[$format] &&
            !format[$format](instance)) {
            errors.push({
                instanceLocation,
                keyword: 'format',
                keywordLocation: `${schemaLocation}/format`,
                error: `String does not match format "${$format}".`
            });
        }
    }
    return { valid: errors.length === 0, errors };
}
//# sourceMappingURL=validate.js.map

/***/ }),

/***/ 2079:
/***/ ((module) => {

module.exports = /*#__PURE__*/JSON.parse('{"$schema":"http://json-schema.org/draft-07/schema#","$id":"http://json-schema.org/draft-07/schema#","title":"Core schema meta-schema","definitions":{"schemaArray":{"type":"array","minItems":1,"items":{"$ref":"#"}},"nonNegativeInteger":{"type":"integer","minimum":0},"nonNegativeIntegerDefault0":{"allOf":[{"$ref":"#/definitions/nonNegativeInteger"},{"default":0}]},"simpleTypes":{"enum":["array","boolean","integer","null","number","object","string"]},"stringArray":{"type":"array","items":{"type":"string"},"uniqueItems":true,"default":[]}},"type":["object","boolean"],"properties":{"$id":{"type":"string","format":"uri-reference"},"$schema":{"type":"string","format":"uri"},"$ref":{"type":"string","format":"uri-reference"},"$comment":{"type":"string"},"title":{"type":"string"},"description":{"type":"string"},"default":true,"readOnly":{"type":"boolean","default":false},"examples":{"type":"array","items":true},"multipleOf":{"type":"number","exclusiveMinimum":0},"maximum":{"type":"number"},"exclusiveMaximum":{"type":"number"},"minimum":{"type":"number"},"exclusiveMinimum":{"type":"number"},"maxLength":{"$ref":"#/definitions/nonNegativeInteger"},"minLength":{"$ref":"#/definitions/nonNegativeIntegerDefault0"},"pattern":{"type":"string","format":"regex"},"additionalItems":{"$ref":"#"},"items":{"anyOf":[{"$ref":"#"},{"$ref":"#/definitions/schemaArray"}],"default":true},"maxItems":{"$ref":"#/definitions/nonNegativeInteger"},"minItems":{"$ref":"#/definitions/nonNegativeIntegerDefault0"},"uniqueItems":{"type":"boolean","default":false},"contains":{"$ref":"#"},"maxProperties":{"$ref":"#/definitions/nonNegativeInteger"},"minProperties":{"$ref":"#/definitions/nonNegativeIntegerDefault0"},"required":{"$ref":"#/definitions/stringArray"},"additionalProperties":{"$ref":"#"},"definitions":{"type":"object","additionalProperties":{"$ref":"#"},"default":{}},"properties":{"type":"object","additionalProperties":{"$ref":"#"},"default":{}},"patternProperties":{"type":"object","additionalProperties":{"$ref":"#"},"propertyNames":{"format":"regex"},"default":{}},"dependencies":{"type":"object","additionalProperties":{"anyOf":[{"$ref":"#"},{"$ref":"#/definitions/stringArray"}]}},"propertyNames":{"$ref":"#"},"const":true,"enum":{"type":"array","items":true,"minItems":1,"uniqueItems":true},"type":{"anyOf":[{"$ref":"#/definitions/simpleTypes"},{"type":"array","items":{"$ref":"#/definitions/simpleTypes"},"minItems":1,"uniqueItems":true}]},"format":{"type":"string"},"contentMediaType":{"type":"string"},"contentEncoding":{"type":"string"},"if":{"$ref":"#"},"then":{"$ref":"#"},"else":{"$ref":"#"},"allOf":{"$ref":"#/definitions/schemaArray"},"anyOf":{"$ref":"#/definitions/schemaArray"},"oneOf":{"$ref":"#/definitions/schemaArray"},"not":{"$ref":"#"}},"default":true}');

/***/ })

};
