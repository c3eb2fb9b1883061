import { createFileRoute } from '@tanstack/react-router';
import { ConversionsPage } from '@/features/conversions/components/conversions-page';

export const Route = createFileRoute('/_viewer/conversions/')({ component: ConversionsPage });
