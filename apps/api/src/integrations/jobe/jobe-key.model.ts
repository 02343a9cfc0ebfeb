import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { PageInfoModel } from '../../graphql/connection.js';

@InputType({ description: "A key to Jobe's REST API that is to be made." })
export class JobeKeyInput {
  @Field(() => String, { description: 'What it is for, such as "Moodle of the faculty".' })
  readonly label!: string;

  @Field(() => Int, { nullable: true, description: '120 when left out, at most 6000; files count apart.' })
  readonly runsPerMinute?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Runs that may wait or be under way together; 20 when left out, at most 200.',
  })
  readonly runsAtOnce?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Bytes of all files kept for it; 64 MiB when left out, at most 256 MiB.',
  })
  readonly filesBytes?: number | null;

  @Field(() => Date, { nullable: true })
  readonly expiresAt?: Date | null;
}

@ObjectType('JobeKey', { description: "Opens Jobe's REST API to one client, such as a Moodle server." })
export class JobeKeyModel {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly label!: string;

  @Field(() => Int)
  readonly runsPerMinute!: number;

  @Field(() => Int)
  readonly runsAtOnce!: number;

  @Field(() => Int)
  readonly filesBytes!: number;

  @Field(() => Date)
  readonly createdAt!: Date;

  @Field(() => Date, { nullable: true, description: 'To within a minute.' })
  readonly lastUsedAt!: Date | null;

  @Field(() => Date, { nullable: true })
  readonly expiresAt!: Date | null;

  @Field(() => Date, { nullable: true })
  readonly revokedAt!: Date | null;
}

@ObjectType('CreatedJobeKey')
export class CreatedJobeKeyModel {
  @Field(() => String, { description: 'The key itself; it is shown this once.' })
  readonly secret!: string;

  @Field(() => JobeKeyModel)
  readonly key!: JobeKeyModel;
}

@ObjectType('JobeKeyEdge')
export class JobeKeyEdgeModel {
  @Field(() => String)
  readonly cursor!: string;

  @Field(() => JobeKeyModel)
  readonly node!: JobeKeyModel;
}

@ObjectType('JobeKeyConnection')
export class JobeKeyConnectionModel {
  @Field(() => [JobeKeyEdgeModel])
  readonly edges!: readonly JobeKeyEdgeModel[];

  @Field(() => PageInfoModel)
  readonly pageInfo!: PageInfoModel;
}
